#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/commands.h"
#include "autograder/cli/fairness.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/overlay.h"
#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// Benchmarks of the framework: a name, and the folder of its program.
struct FrameworkBench {
  const char* name;
  const char* folder;
};
constexpr FrameworkBench kFramework[] = {{"autograd_bench", "framework/autograd"},
                                         {"blas_bench", "framework/blas"},
                                         {"memory_bench", "framework/memory"},
                                         {"tensor_bench", "framework/tensor"}};

int run_framework(const Paths& paths, const FrameworkBench& bench, const std::vector<std::string>& arguments) {
  build_targets(paths, {bench.name});
  std::vector<std::string> command = {text(paths.build, "/", bench.folder, "/", bench.name)};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_in_terminal(command);
}

int run_lab(const Paths& paths, const LabManifest& lab, const std::vector<std::string>& arguments) {
  {
    const BuildLock lock(paths);
    const std::string stem = text("lab", lab.folder.substr(0, 2), "_bench_");
    prepare_overlay(paths, lab, text(paths.root, "/labs/", lab.folder), Slot::student);
    build_targets(paths, {stem + "solution", stem + "student"});
  }
  int code = 0;
  for (const char* side : {"solution", "student"}) {
    std::printf("\n%s of lab %s\n", side, lab.folder.c_str());
    std::fflush(stdout);
    std::vector<std::string> command = {text(paths.build, "/labs/", lab.folder, "/bench_", side)};
    command.insert(command.end(), arguments.begin(), arguments.end());
    code = std::max(code, run_in_terminal(command));
  }
  return code;
}

// "--times 3" and its like.
FairnessBench fairness_from(const std::vector<std::string>& arguments) {
  FairnessBench bench;
  for (size_t i = 0; i < arguments.size(); i += 2) {
    const std::string& name = arguments[i];
    LLMSYS_CHECK(ValueError, i + 1 < arguments.size(), name, " needs a value");
    const std::string& value = arguments[i + 1];
    if (name == "--lab")
      bench.lab = value;
    else if (name == "--from")
      bench.from = value;
    else if (name == "--task")
      bench.tasks.push_back(value);
    else if (name == "--times")
      bench.times = std::atoi(value.c_str());
    else
      throw ValueError(text("./lab bench fairness takes --lab, --task, --from and --times, got ", name));
  }
  return bench;
}

}  // namespace

int bench_command(const Paths& paths, const std::string& what, const std::vector<std::string>& arguments) {
  if (what.empty()) {
    std::puts("./lab bench WHAT, where WHAT is the number of a lab, or one of the framework's:");
    for (const FrameworkBench& bench : kFramework) std::printf("    %s\n", bench.name);
    std::puts("or fairness: whether one submission gets the same grade each time on a busy machine");
    return 0;
  }
  if (what == "fairness") return bench_fairness(paths, fairness_from(arguments));
  for (const FrameworkBench& bench : kFramework)
    if (what == bench.name) return run_framework(paths, bench, arguments);
  return run_lab(paths, lab_named(paths, what), arguments);
}

}  // namespace llmsys
