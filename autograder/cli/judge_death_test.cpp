// The grader's own failures are no zeros: a judge that is killed leaves tests that are INTERNAL, and a report that says so.
#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "autograder/cli/process.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {
namespace fs = std::filesystem;

Captured grade(const std::vector<std::string>& options) {
  std::vector<std::string> command = {LLMSYS_TEST_CLI, "grade", "0", "--task", "0.1"};
  command.insert(command.end(), options.begin(), options.end());
  return capture(command, {.folder = "",
                           .errors_too = true,
                           .environment = {{"LLMSYS_ROOT", fs::absolute(source_root()).string()},
                                           {"LLMSYS_BUILD", LLMSYS_TEST_BUILD}}});
}

// Empty for a process that is gone, or goes just now.
std::string words_of(const fs::path& path) {
  std::ifstream file(path);
  std::string words, word;
  while (std::getline(file, word, '\0')) words += word + " ";
  return words;
}

// The judge that was given that seed; 0: there is none.
pid_t judge_of(const std::string& seed) {
  std::error_code gone;
  for (fs::directory_iterator at("/proc", gone); at != fs::directory_iterator(); at.increment(gone)) {
    const std::string program = fs::read_symlink(at->path() / "exe", gone).filename().string();
    if (program == "judge" && contains(words_of(at->path() / "environ"), "LLMSYS_SEED=" + seed))
      return std::atoi(at->path().filename().c_str());
  }
  return 0;
}

void kill_judge(const std::string& seed) {
  for (int i = 0; i < 6000; ++i) {
    if (const pid_t judge = judge_of(seed); judge != 0) {
      kill(judge, SIGKILL);
      return;
    }
    poll(nullptr, 0, 10);
  }
}

// The solution, but for a constructor that waits: so does the judge.
void write_sleeper(const TemporaryFolder& folder) {
  fs::copy(source_root() + "/solutions/00_warm_up", folder.path(""), fs::copy_options::overwrite_existing);
  const std::string code = read_file(source_root() + "/solutions/00_warm_up/shape_text.cpp");
  write_file(folder.path("shape_text.cpp"), "#include <thread>\n" + code +
                                                "static const bool kLate = [] { std::this_thread::sleep_for("
                                                "std::chrono::seconds(5)); return true; }();\n");
}

bool can_grade() { return std::string(LLMSYS_TEST_SANITIZE).empty(); }
constexpr const char* kReason = "grades with the build folder of preset cpu; this one is a sanitizer's";

}  // namespace

TEST_CASE("a program that says nothing any more is ended, whether it sleeps or is stopped") {
  for (const char* script : {"echo one; echo two; exec sleep 60", "echo one; echo two; kill -STOP $$"}) {
    INFO(script);
    std::vector<std::string> lines;
    const int code = run_process({"/bin/sh", "-c", script}, {.folder = "", .environment = {}, .patience = 0.5},
                                 [&](std::string_view line) { lines.emplace_back(line); });
    CHECK(code == 128 + SIGKILL);
    CHECK(lines == std::vector<std::string>{"one", "two"});
  }
}

TEST_CASE("a judge that is killed makes its tests INTERNAL, and the report is written") {
  if (!can_grade()) LLMSYS_SKIP(kReason);
  const TemporaryFolder folder;
  write_sleeper(folder);
  const std::string seed = std::to_string(3'000'000'000 + static_cast<int64_t>(getpid()));
  const std::string report = folder.path("report.json");
  std::jthread killer([&] { kill_judge(seed); });
  const Captured run = grade({"--from", folder.path(""), "--seed", seed, "--sandbox", "L0", "--json", report});
  INFO(run.text);
  CHECK(run.code == 1);
  REQUIRE(fs::exists(report));
  const auto json = nlohmann::json::parse(read_file(report));
  CHECK(json.at("official") == false);
  CHECK(json.at("points") == 0);
  for (const auto& test : json.at("tests")) {  // hidden ones, too
    CHECK(test.at("status") == "INTERNAL");
    CHECK(contains(test.at("message"), "the judge was killed by signal 9"));
    CHECK(contains(test.at("message"), "grade again"));
  }
}

TEST_CASE("less of a sandbox than is required is refused before anything is built") {
  const Captured run = grade({"--sandbox", "L0", "--require-sandbox", "L1"});
  CHECK(run.code == 2);
  CHECK(contains(run.text, "--sandbox L0 is less than --require-sandbox L1"));
}
