#include "autograder/cuda/budgets.h"

#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::cuda;
using namespace llmsys::testing;

namespace {

CompiledFile sample() {
  CompiledFile file{.file = "a.cu", .resources = {}, .ptx = {}};
  file.resources.push_back({.kernel = "f<float>", .architecture = 75, .registers = 20, .shared_bytes = 1024});
  file.resources.push_back({.kernel = "f<half>", .architecture = 75, .registers = 24});
  file.resources.push_back({.kernel = "f<float>", .architecture = 80, .registers = 25});
  file.ptx = {{"f<float>", 75, "ld.global.v4.f32 x;\n"}, {"f<float>", 80, "ld.global.v4.f32 x;\ncp.async y;\n"}};
  return file;
}

std::vector<Budget> budgets(const std::string& rows) {
  const TemporaryFolder folder;
  write_file(folder.path("budgets.json"), "{\"kernels\": [" + rows + "]}");
  return read_budgets(folder.path("budgets.json"));
}

const std::string kFits = R"({"file": "a.cu", "kernel": "f", "registers": {"75": 24, "80": 32}, "shared_bytes": 1024,
                             "ptx": {"all": ["ld.global.v4"], "80": ["cp.async"]}})";

std::vector<std::string> problems_with(const CompiledFile& file) { return over_budget({file}, budgets(kFits)); }

}  // namespace

TEST_CASE("what fits its budget is no problem; all instances of a template share one") {
  CHECK(problems_with(sample()).empty());
}

TEST_CASE("each thing beyond the budget is told, with file, kernel and architecture") {
  CompiledFile file = sample();
  file.resources[0].spill_bytes = 8;
  file.resources[0].shared_bytes = 1025;
  file.resources[1].registers = 25;
  file.resources[2].architecture = 90;
  file.ptx[1].body = "ld.global.f32 x;\n";
  CHECK(problems_with(file) ==
        std::vector<std::string>{"a.cu: f<float> on sm_75 spills 8 bytes of registers",
                                 "a.cu: f<float> on sm_75 needs 1025 bytes of shared memory, its budget is 1024",
                                 "a.cu: f<half> on sm_75 needs 25 registers, its budget is 24",
                                 "a.cu: f<float> on sm_90 needs 25 registers, its budget is 0",
                                 "a.cu: f<float> on sm_80 holds no ld.global.v4",
                                 "a.cu: f<float> on sm_80 holds no cp.async"});
}

TEST_CASE("a kernel without a budget is a problem, and so is a budget without its kernel") {
  CHECK(contains(over_budget({sample()}, {}).at(0), "a.cu: f<float> on sm_75 has no budget: run cuda_budgets --write"));
  CHECK(over_budget({}, budgets(kFits)) ==
        std::vector<std::string>{"a.cu: there is a budget for f, but no such kernel"});
}

TEST_CASE("fitting budgets are those in steps of 8 registers, with the promises of old ones") {
  const std::vector<Budget> fitting = fitting_budgets({sample()}, budgets(kFits));
  REQUIRE(fitting.size() == 1);
  CHECK(fitting[0].registers == std::map<int, int>{{75, 24}, {80, 32}});
  CHECK(fitting[0].shared_bytes == 1024);
  CHECK(over_budget({sample()}, fitting).empty());
  CHECK(fitting[0].ptx.at(80) == std::vector<std::string>{"cp.async"});
  const TemporaryFolder folder;
  write_file(folder.path("b.json"), budgets_text(fitting));
  CHECK(budgets_text(read_budgets(folder.path("b.json"))) == budgets_text(fitting));
}

TEST_CASE("a broken file is named") {
  CHECK_THROWS_AS(budgets("{}"), ValueError);
  CHECK_THROWS_AS(read_budgets("/nowhere/budgets.json"), IoError);
}
