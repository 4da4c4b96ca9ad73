// ./lab test: every suite of the repository as a part with a name, a time and three numbers.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include "autograder/cli/build.h"
#include "autograder/cli/commands.h"
#include "autograder/cli/device.h"
#include "autograder/cli/process.h"
#include "autograder/manifest/manifest.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kMutantSample = "12";  // of each lab: about ten seconds

struct Tally {
  int passed = 0, failed = 0, skipped = 0;
};

// A suite: builds its programs, then runs commands that each end with `N passed, N failed, N skipped`.
struct Part {
  std::string name;
  std::string about;
  std::string preset;                              // whose programs it builds and runs; empty: none
  std::vector<std::vector<std::string>> commands;  // besides
  std::string programs = "unit_tests";  // the target that builds them; CMake lists them in a file of its name
  std::string absent = "";              // why there may be none of them
  bool on_demand = false;               // only where it is named
};

/// Of the whole suite, on 2 cores: 50 minutes with the first four labs (five of them to attack the grader, test its tests and make
/// releases), 75 with all 24, and in between along a line.
double budget_seconds(const std::vector<Part>& parts) {
  const auto labs =
      std::count_if(parts.begin(), parts.end(), [](const Part& part) { return part.name.starts_with("lab"); });
  return 60 * (50 + 1.25 * static_cast<double>(std::max<int64_t>(0, labs - 4)));
}

// Of labs whose survivors are listed: all their mutants have been run once.
Part sample_of_mutants(const Paths& paths, const std::string& self) {
  Part part{"mutants", "a sample of the generated mutants of labs that list their survivors", "", {}};
  part.absent = "no lab has a survivors.txt";
  for (const LabManifest& lab : find_labs(paths.root))
    if (std::filesystem::exists(text(paths.root, "/autograder/", lab.folder, "/survivors.txt")))
      part.commands.push_back({self, "mutate", text(lab.number), "--generated", "--sample", kMutantSample});
  return part;
}

Part attacks_on_the_grader(const std::string& root) {
  return {"attacks",
          "what students could hand in to cheat is held off, in a sandbox; an ordinary user grades",
          "cpu",
          {{"bash", root + "autograder/cli/ordinary_user_test.sh"}},
          "attack_tests"};
}

std::vector<Part> all_parts(const Paths& paths) {
  const std::string root = paths.root + "/";
  const std::string self = paths.build + "/autograder/cli/llmsys";
  std::vector<Part> parts = {
      {"unit", "unit tests of framework and grader", "cpu", {}},
      {"launcher", "./lab itself", "", {{"bash", root + "autograder/cli/launcher/launcher_test.sh"}}},
      {"datasets", "the downloader and the embedded text", "", {{"bash", root + "datasets/fetch_test.sh"}}},
      {"docs",
       "the documentation builds without a warning",
       "",
       {{"bash", root + "docs/docs_test.sh"}, {"bash", root + "docs/messages_test.sh"}}},
      {"format", "the tree obeys .clang-format", "", {{root + "lab", "format", "--check"}}}};
  for (const LabManifest& lab : find_labs(paths.root))
    parts.push_back({lab.id(), "tests, stubs, mutants of " + lab.folder, "", {{self, "verify", text(lab.number)}}});
  parts.push_back(attacks_on_the_grader(root));
  parts.push_back(sample_of_mutants(paths, self));
  parts.push_back({"train",
                   "a model is trained, with a student's files too",
                   "",
                   {{"bash", root + "programs/train/main_job_test.sh", self}}});
  const std::string release = root + "autograder/release/release_test.sh";
  parts.push_back({"release", "a student release tells nothing that it must not", "", {{"bash", release, self}}});
  parts.push_back({"release-all",
                   "strangers and Gradescope build and grade in releases; only where it is named (half an hour)",
                   "",
                   {{"bash", release, self, "all"}}});
  parts.back().on_demand = true;
  parts.push_back({"cuda",
                   "nvcc compiles and links every kernel, within its budget of registers and shared memory",
                   "cpu",
                   {},
                   "cuda_tests",
                   "nvcc is neither on PATH nor in /usr/local/cuda/bin"});
  parts.push_back({"asan", "unit tests under AddressSanitizer and UBSan", "asan", {}});
  parts.push_back({"tsan", "unit tests under ThreadSanitizer", "tsan", {}});
  return parts;
}

// The line that ends every suite; nothing if `line` is not one.
bool parse_tally(const std::string& line, Tally& tally) {
  Tally found;
  char end = 0;
  if (std::sscanf(line.c_str(), "%d passed, %d failed, %d skippe%c", &found.passed, &found.failed, &found.skipped,
                  &end) != 4)
    return false;
  tally = found;
  return true;
}

std::string tail_of(const std::string& content, int lines) {
  size_t start = content.size();
  for (int i = 0; i <= lines && start != std::string::npos && start > 0; ++i) start = content.rfind('\n', start - 1);
  return start == std::string::npos || start == 0 ? content : content.substr(start + 1);
}

// Runs one command, keeps what it prints in `log`; a command without a tally, or that fails with none failed, failed.
Tally run_command(const Paths& paths, const std::vector<std::string>& command, std::string& log) {
  Tally tally;
  bool counted = false;
  ProcessOptions options{.folder = paths.root, .errors_too = true, .environment = {}};
  std::string output;
  const int code = run_process(command, options, [&](std::string_view line) {
    output.append(line).append("\n");
    counted = parse_tally(std::string(line), tally) || counted;
  });
  if (!counted || (code != 0 && tally.failed == 0)) ++tally.failed;
  log += text("$ ", join(command, " "), "\n", output, "exit code ", code, "\n\n");
  if (tally.failed > 0) std::printf("%s\n", tail_of(output, 60).c_str());
  return tally;
}

// The programs that CMake listed for a part: a line each, target and program.
std::vector<std::pair<std::string, std::string>> programs_of(const Paths& paths, const Part& part) {
  std::istringstream lines(read_text_file(text(preset_folder(paths, part.preset), "/", part.programs, ".txt")));
  std::vector<std::pair<std::string, std::string>> tests;
  for (std::string target, program; std::getline(lines, target, '\t') && std::getline(lines, program);)
    tests.emplace_back(target, program);
  return tests;
}

Tally run_part(const Paths& paths, const Part& part) {
  std::string log;
  Tally sum;
  std::vector<std::vector<std::string>> commands = part.commands;
  if (!part.preset.empty()) {
    build_targets(paths, {part.programs}, part.preset);
    for (const auto& [target, program] : programs_of(paths, part)) commands.push_back({program});
  }
  if (commands.empty()) {
    std::printf("NOT GRADED: %s\n", part.absent.c_str());
    sum.skipped = 1;
  }
  ProgressBar bar(part.name, static_cast<int64_t>(commands.size()));
  int64_t done = 0;
  for (const std::vector<std::string>& command : commands) {
    bar.update(done++, std::filesystem::path(command.front()).filename().string());
    const Tally tally = run_command(paths, command, log);
    sum.passed += tally.passed;
    sum.failed += tally.failed;
    sum.skipped += tally.skipped;
  }
  write_atomically(text(paths.build, "/logs/test/", part.name, ".log"), log);
  return sum;
}

Tally run_guarded(const Paths& paths, const Part& part) {
  try {
    return run_part(paths, part);
  } catch (const Error& error) {
    std::printf("part %s: %s\n", part.name.c_str(), error.what());
    return {.passed = 0, .failed = 1, .skipped = 0};
  }
}

// What a GPU is asked: the unit tests of a build whose Device::cuda it is, and each lab.
std::vector<Part> parts_on_gpu(const Paths& paths) {
  const std::string self = paths.build + "/autograder/cli/llmsys";
  std::vector<Part> parts = {{"unit", "unit tests of framework and grader", "cuda", {}}};
  for (const LabManifest& lab : find_labs(paths.root))
    parts.push_back({lab.id(),
                     "tests, stubs, mutants of " + lab.folder,
                     "",
                     {{self, "verify", text(lab.number), "--device", "cuda"}}});
  return parts;
}

std::vector<Part> chosen_parts(const std::vector<Part>& all, const std::vector<std::string>& names) {
  std::vector<Part> chosen;
  if (names.empty())
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen), [](const Part& part) { return !part.on_demand; });
  std::vector<std::string> known;
  for (const Part& part : all) known.push_back(part.name);
  for (const std::string& name : names) {
    const auto at = std::find(known.begin(), known.end(), name);
    LLMSYS_CHECK(ValueError, at != known.end(), "there is no part ", name, "; the parts are ", join(known, ", "));
    chosen.push_back(all[static_cast<size_t>(at - known.begin())]);
  }
  return chosen;
}

}  // namespace

int test_command(const Paths& paths, const std::vector<std::string>& names, bool list, const std::string& device) {
  const bool on_gpu = device == "cuda";
  const std::string why = on_gpu ? why_no_gpu() : "";
  if (!why.empty()) {
    std::printf("NOT GRADED: %s\n0 passed, 0 failed, 1 skipped\n", why.c_str());
    return 2;
  }
  const std::vector<Part> parts = chosen_parts(on_gpu ? parts_on_gpu(paths) : all_parts(paths), names);
  if (list) {
    for (const Part& part : parts) std::printf("%-10s %s\n", part.name.c_str(), part.about.c_str());
    return 0;
  }
  Tally sum;
  const Clock::time_point start = Clock::now();
  std::string table = text("part          passed  failed  skipped      time\n");
  for (const Part& part : parts) {
    std::printf("%s: %s\n", part.name.c_str(), part.about.c_str());
    std::fflush(stdout);
    const Clock::time_point part_start = Clock::now();
    const Tally tally = run_guarded(paths, part);
    char row[128];
    std::snprintf(row, sizeof row, "%-12s %7d %7d %8d %9s\n", part.name.c_str(), tally.passed, tally.failed,
                  tally.skipped,
                  duration_text(std::chrono::duration<double>(Clock::now() - part_start).count()).c_str());
    table += row;
    sum.passed += tally.passed;
    sum.failed += tally.failed;
    sum.skipped += tally.skipped;
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::printf("\n%stotal %45s\n", table.c_str(), duration_text(seconds).c_str());
  const double budget = budget_seconds(parts);
  const bool in_time = seconds <= budget;
  if (!in_time) std::printf("the suite took longer than its budget of %s\n", duration_text(budget).c_str());
  std::printf("%d passed, %d failed, %d skipped\n", sum.passed, sum.failed + (in_time ? 0 : 1), sum.skipped);
  return sum.failed == 0 && in_time ? 0 : 1;
}

}  // namespace llmsys
