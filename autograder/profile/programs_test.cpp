// Typical CUDA programs under the recorder. Their counts are worked out in the comments.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "autograder/cli/process.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

using Json = nlohmann::json;

struct Run {
  int code = 0;
  std::string said;
  Json profile;
  std::string text, page;
};

Run run(const std::string& program, const std::vector<std::string>& arguments = {}) {
  const TemporaryFolder folder;
  std::vector<std::string> command = {std::string(LLMSYS_PROGRAMS) + "/profile_program_" + program};
  command.insert(command.end(), arguments.begin(), arguments.end());
  ProcessOptions options;
  options.environment = {{"LLMSYS_PROFILE_OUT", folder.path()}, {"LLMSYS_PROFILE_GPU", "a100"}};
  const Captured captured = capture(command, options);
  INFO(captured.text);
  REQUIRE(std::filesystem::exists(folder.path("profile.json")));
  return {captured.code, captured.text, Json::parse(read_file(folder.path("profile.json"))),
          read_file(folder.path("lines.txt")), read_file(folder.path("profile.html"))};
}

const Json& kernel(const Run& run, const std::string& name) {
  for (const Json& one : run.profile.at("kernels"))
    if (one.at("kernel") == name) return one;
  throw std::out_of_range("no kernel " + name);
}

std::vector<std::string> verdicts(const Run& run, const std::string& name) {
  std::vector<std::string> all;
  for (const Json& one : kernel(run, name).at("verdicts")) all.push_back(one.at("text"));
  return all;
}

// The line of the program that has this text in it.
int line_of(const std::string& program, const std::string& part) {
  std::istringstream lines(
      read_file(std::string(LLMSYS_SOURCE_ROOT) + "/autograder/profile/programs/" + program + ".cu"));
  int number = 1;
  for (std::string line; std::getline(lines, line); ++number)
    if (contains(line, part)) return number;
  return 0;
}

std::string at(const std::string& program, const std::string& part) {
  return program + ".cu:" + std::to_string(line_of(program, part));
}

bool is_fine(const Run& run, const std::string& name) {
  return kernel(run, name).at("verdicts").at(0).at("notice") == "fine";
}

}  // namespace

TEST_CASE("transpose: 32 sectors a store; 32.00 passes through the banks without padding, 1.00 with it") {
  const Run r = run("transpose");
  CHECK(r.code == 0);
  CHECK(r.profile.at("findings").empty());
  // 256 x 256 floats by warps of 32: 2048 requests. A column of 32 rows of 1024 bytes: 32 sectors.
  const Json& naive = kernel(r, "transpose_naive");
  CHECK(naive.at("global_store").at("requests") == 2048);
  CHECK(naive.at("global_store").at("sectors") == 2048 * 32);
  CHECK(naive.at("global_load").at("sectors") == 2048 * 4);
  CHECK(naive.at("unique_global_store_bytes") == 256 * 256 * 4);
  CHECK(contains(verdicts(r, "transpose_naive").at(0), at("transpose", "out[x * n + y + j]")));
  CHECK(contains(verdicts(r, "transpose_naive").at(0), "threads are 1024 bytes apart, as in a column"));
  CHECK(kernel(r, "transpose_tiled<0>").at("shared_load").at("wavefronts") == 2048 * 32);
  CHECK(kernel(r, "transpose_tiled<1>").at("shared_load").at("wavefronts") == 2048);
  CHECK(verdicts(r, "transpose_tiled<0>").at(0) ==
        "32-way bank conflict at " + at("transpose", "tile[threadIdx.x][j]") +
            ": pad the tile by one column, or let neighbouring threads touch neighbouring words");
  CHECK(is_fine(r, "transpose_tiled<1>"));
  CHECK(contains(r.text, "32.00 pass"));
  CHECK(contains(r.page, "32.00"));
}

TEST_CASE("16 bytes a thread and a row that all read are fine; members side by side are not") {
  const Run r = run("transpose");
  // 65536 floats, 4 a thread: 512 requests of 16 sectors, in 4 passes.
  CHECK(kernel(r, "copy_vectors").at("global_load").at("sectors") == 512 * 16);
  CHECK(kernel(r, "copy_vectors").at("shared_load").at("wavefronts") == 512 * 4);
  CHECK(is_fine(r, "copy_vectors"));
  CHECK(is_fine(r, "sum_of_row"));
  // 16384 pixels of 12 bytes: each of three loads touches 32 * 12 / 32 sectors, where 4 would do.
  CHECK(kernel(r, "grey").at("global_load").at("sectors") == 3 * 512 * 12);
  CHECK(contains(verdicts(r, "grey").at(0), "threads are 12 bytes apart, as members of a structure"));
}

TEST_CASE("histogram: atomics that are scattered, and bins of one bank; no advice to pad") {
  const Run r = run("histogram");
  CHECK(r.code == 0);
  // 65536 bytes, 32 a warp: 2048 requests of one sector.
  CHECK(kernel(r, "histogram_global").at("global_load").at("requests") == 2048);
  CHECK(kernel(r, "histogram_global").at("global_atomic").at("requests") == 2048);
  CHECK(contains(verdicts(r, "histogram_global").at(0), at("histogram", "atomicAdd(&bins[data[i]]")));
  CHECK(contains(verdicts(r, "histogram_global").at(0), "add up in shared memory first"));
  // 32 blocks of 8 warps: each clears, and adds up 256 bins.
  CHECK(kernel(r, "histogram_shared").at("global_atomic").at("requests") == 32 * 8);
  CHECK(kernel(r, "histogram_shared").at("barriers") == 2 * 32);
  for (const std::string& verdict : verdicts(r, "histogram_shared")) CHECK_FALSE(contains(verdict, "pad"));
}

TEST_CASE("reduction: shuffles are counted by warp; a tree that drifts apart meets in the banks, once told") {
  const Run r = run("reduce");
  CHECK(r.code == 0);
  CHECK(r.profile.at("findings").empty());
  // 16 blocks; of 8 warps each 5 shuffles, and 5 more by the first one.
  CHECK(kernel(r, "reduce_blocks<256>").at("warp_instructions").at("shfl") == 16 * (8 * 5 + 5));
  CHECK(kernel(r, "reduce_blocks<256>").at("global_load").at("requests") == 65536 / 32);
  CHECK(is_fine(r, "reduce_blocks<256>"));
  REQUIRE(verdicts(r, "reduce_grid").size() == 1);
  CHECK(contains(verdicts(r, "reduce_grid")[0], "bank conflict at " + at("reduce", "tree[at + apart]")));
  CHECK(contains(verdicts(r, "reduce_grid")[0], "the distance of threads varies"));
}

TEST_CASE("stencil: a halo costs what it must; shifted rows are not called wrong") {
  const Run r = run("stencil");
  CHECK(r.code == 0);
  // 10000 floats: 313 warps load their own; of 79 blocks all but the first the halo on the left, 78 that on the right.
  CHECK(kernel(r, "stencil_line").at("global_load").at("requests") == 313 + 78 + 78);
  CHECK(kernel(r, "stencil_line").at("shared_load").at("requests") == 79 * 4 * 7);
  CHECK(kernel(r, "stencil_line").at("constant").at("requests") == 79 * 4 * 7);
  CHECK(is_fine(r, "stencil_line"));
  CHECK(contains(verdicts(r, "stencil_plane").at(0), "each byte of global memory is loaded 4.8 times"));
  CHECK(contains(verdicts(r, "stencil_plane").at(1), "leave it if the index is shifted"));
}

TEST_CASE("scan: two sweeps meet in the banks; shuffles do not") {
  const Run r = run("scan");
  CHECK(r.code == 0);
  CHECK(kernel(r, "scan_sweeps").at("barriers") == 10 + 10 + 1);
  CHECK(contains(verdicts(r, "scan_sweeps").at(0), "index + index / 32"));
  CHECK(kernel(r, "scan_shuffles").at("warp_instructions").at("shfl") == 32 * 5 + 5);
  CHECK(is_fine(r, "scan_shuffles"));
}

TEST_CASE("pipeline: chunks in streams are in order; a kernel in another stream is not, and both lines are told") {
  const Run right = run("pipeline");
  CHECK(right.code == 0);
  CHECK(right.profile.at("findings").empty());
  CHECK(contains(right.said, "nan ms"));
  CHECK(kernel(right, "add_one").at("launches") == 4);

  const Run wrong = run("pipeline", {"wrong"});
  std::set<std::string> kinds;
  for (const Json& finding : wrong.profile.at("findings")) kinds.insert(finding.at("kind"));
  CHECK(kinds == std::set<std::string>{"race_global", "host_access"});
  const std::string race = "race_global in add_one at autograder/profile/programs/" + at("pipeline", "add_one<<<");
  CHECK(contains(wrong.text, race));
  CHECK(contains(wrong.text,
                 "uses the same bytes at autograder/profile/programs/" + at("pipeline", "cudaMemcpyAsync(at")));
}
