// What is printed of a profile: text, JSON, page.
#include "autograder/profile/profile.h"

#include <nlohmann/json.hpp>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using llmsys::testing::contains;

namespace {

// One kernel that turns a matrix through a tile without padding: 2048 requests, each 32 passes.
Profile sample() {
  simt::KernelCounters kernel;
  kernel.kernel = "turn<0>";
  kernel.last.traced = true;
  kernel.last.block = 256;
  kernel.launches = 1;
  simt::LineCounters line;
  line.source = {"/here/<turn>.cu", 29};
  line.space = simt::Space::shared;
  line.bytes = 4;
  line.access = {.requests = 2048,
                 .lanes = 65536,
                 .wavefronts = 65536,
                 .ideal_wavefronts = 2048,
                 .useful_bytes = 262144,
                 .moved_bytes = 8388608};
  kernel.shared_load = line.access;
  kernel.lines = {line};
  Profile profile;
  profile.what = "<turn>.cu";
  profile.gpu = "NVIDIA A100";
  profile.kernels = {simt::report_on(kernel)};
  profile.nvcc_note = "nvcc's figures";
  return profile;
}

simt::Finding race() {
  simt::Finding finding;
  finding.kind = simt::FindingKind::race_global;
  finding.kernel = "turn<0>";
  finding.source = {"/here/turn.cu", 24};
  finding.what = "turn<0> in stream 2 reads 64 bytes";
  finding.before = "cudaMemcpyAsync in stream 1 uses the same bytes";
  finding.before_source = {"/here/turn.cu", 22};
  return finding;
}

}  // namespace

TEST_CASE("text: counters, verdict, what the checkers found, notes") {
  Profile profile = sample();
  const std::string clean = profile_text(profile, false);
  CHECK(contains(clean,
                 "  shared load              2048         32.0        32.00         1.00      8.39 MB          3 %"));
  CHECK(contains(clean, "  ! 32-way bank conflict at <turn>.cu:29: pad the tile"));
  CHECK(contains(clean, "The checkers found nothing"));
  CHECK(contains(clean, "nvcc's figures\n"));
  profile.findings = {race()};
  const std::string text = profile_text(profile, true);
  CHECK(contains(text, "  ! race_global in turn<0> at /here/turn.cu:24\n"));
  CHECK(contains(text, "before: cudaMemcpyAsync in stream 1 uses the same bytes at /here/turn.cu:22"));
  CHECK_FALSE(contains(text, "found nothing"));
  CHECK(contains(text, "32.00 pass"));
}

TEST_CASE("JSON has the same numbers under stable names") {
  Profile profile = sample();
  profile.findings = {race()};
  const auto json = nlohmann::json::parse(profile_json(profile));
  CHECK(json.at("format_version") == 1);
  const auto& kernel = json.at("kernels").at(0);
  CHECK(kernel.at("kernel") == "turn<0>");
  CHECK(kernel.at("shared_load").at("requests") == 2048);
  CHECK(kernel.at("shared_load").at("wavefronts") == 65536);
  CHECK(kernel.at("lines").at(0).at("source").at("line") == 29);
  CHECK(kernel.at("verdicts").at(0).at("notice") == "bank conflict");
  CHECK_FALSE(kernel.contains("nvcc"));
  CHECK(json.at("findings").at(0).at("kind") == "race_global");
  CHECK(json.at("findings").at(0).at("before_source").at("line") == 22);
}

TEST_CASE("the page needs nothing else, and shows names as they are") {
  const std::string page = profile_html(sample());
  CHECK(contains(page, "&lt;turn&gt;.cu"));
  CHECK_FALSE(contains(page, "<turn>"));
  for (const char* outside : {"http:", "https:", "<script", "<link", "src=", "url(", "@import"}) {
    CAPTURE(outside);
    CHECK_FALSE(contains(page, outside));
  }
}

TEST_CASE("nvcc's figures become occupancy, in all three") {
  Profile profile = sample();
  add_gpu_figures(profile, simt::find_gpu("a100"), {{"turn.cu", {{"turn<0>", 80, 64, 4096, 16, 8, 1}}, ""}});
  REQUIRE(profile.nvcc.count("turn<0>") == 1);
  // 64 registers x 256 threads = 16384 a block, of 65536: 4 blocks, 32 of 64 warps.
  CHECK(profile.nvcc.at("turn<0>").occupancy.blocks == 4);
  const std::string text = profile_text(profile, false);
  CHECK(contains(text,
                 "nvcc, sm_80: 64 registers · static shared 4096 B · stack 16 B · 8 B of spills · occupancy 50 % (4 "
                 "blocks of 256, limited by registers)"));
  CHECK(contains(text, "  ! nvcc, sm_80: registers do not suffice: 8 bytes"));
  CHECK(contains(profile_html(profile), "occupancy 50 %"));
  const auto json = nlohmann::json::parse(profile_json(profile));
  CHECK(json.at("kernels").at(0).at("nvcc").at("occupancy").at("fraction") == 0.5);
}

TEST_CASE("a kernel that cannot be launched so is told; what nvcc does not compile has a note") {
  Profile profile = sample();
  profile.kernels[0].counters.last.block = 1024;
  add_gpu_figures(profile, simt::find_gpu("t4"), {{"turn.cu", {{"turn<0>", 75, 128}}, ""}});
  CHECK(contains(profile_text(profile, false), "  ! nvcc, sm_75: cannot be launched so: too much of registers"));
  add_gpu_figures(profile, simt::find_gpu("t4"), {{"turn.cu", {}, "turn.cu(3): error"}});
  CHECK(contains(profile.nvcc_note, "turn.cu(3): error"));
}

TEST_CASE("files to compile are the program's own; the framework's are not") {
  Profile profile = sample();
  profile.kernels[0].counters.lines.push_back(profile.kernels[0].counters.lines[0]);
  profile.kernels[0].counters.lines[1].source.file = "/here/framework/tensor/add.cu";
  CHECK(files_of_kernels(profile, "") == std::vector<std::string>{"/here/<turn>.cu"});
  CHECK(files_of_kernels(profile, "/x.cu") == std::vector<std::string>{"/x.cu"});
}
