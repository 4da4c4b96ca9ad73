#include "autograder/cli/build.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <optional>

#include "autograder/cli/process.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {

constexpr size_t kKeptLines = 60;

// "[12/345] Building ..." -> 12 and 345.
struct Step {
  int done, total;
};
std::optional<Step> parse_step(std::string_view line) {
  Step step{};
  if (line.empty() || line[0] != '[') return std::nullopt;
  const char* end = line.data() + line.size();
  const auto first = std::from_chars(line.data() + 1, end, step.done);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '/') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, step.total);
  if (second.ec != std::errc() || second.ptr == end || *second.ptr != ']') return std::nullopt;
  return step;
}

// What a build printed: the end of it, and the words of each step that failed.
class BuildLog {
 public:
  void add(std::string_view line) {
    if (line.substr(0, kNinja.size()) == kNinja) words_ = nullptr;
    kept_.emplace_back(line);
    if (kept_.size() > kKeptLines) kept_.pop_front();
    if (line.substr(0, kFailed.size()) == kFailed) {
      words_ = &failures_[output_of(line.substr(kFailed.size()))];
      command_follows_ = true;
    } else if (command_follows_) {
      command_follows_ = false;
    } else if (words_ != nullptr && words_->size() < kKeptWords) {
      words_->append(line.substr(0, kKeptWords)).append("\n");
    }
  }
  void step_begins() { words_ = nullptr; }

  [[nodiscard]] std::string end() const { return join(kept_, "\n"); }
  // By the path of what was to be made.
  [[nodiscard]] const std::map<std::string, std::string>& failures() const { return failures_; }

 private:
  static constexpr std::string_view kFailed = "FAILED: ", kNinja = "ninja: ";
  static constexpr size_t kKeptWords = size_t{64} << 10;

  // "[code=1] a/b c/d" -> "a/b": newer versions of ninja say the exit code first.
  static std::string output_of(std::string_view rest) {
    if (!rest.empty() && rest[0] == '[') rest.remove_prefix(std::min(rest.size(), rest.find(' ') + 1));
    return std::string(rest.substr(0, rest.find(' ')));
  }

  std::deque<std::string> kept_;
  std::map<std::string, std::string> failures_;
  std::string* words_ = nullptr;  // of the step whose output is being read, if it failed
  bool command_follows_ = false;
};

// LLMSYS_SANDBOX is read by cmake/compile_or_stub.sh.
int run_with_bar(const std::vector<std::string>& command, const std::string& label, BuildLog& log,
                 SandboxLevel sandbox) {
  std::optional<ProgressBar> bar;
  const ProcessOptions options{.folder = "",
                               .errors_too = true,
                               .environment = {{"NINJA_STATUS", "[%f/%t] "},
                                               {"LC_ALL", "C.UTF-8"},  // words we know
                                               {"LLMSYS_SANDBOX", std::string(to_text(sandbox))}}};
  return run_process(command, options, [&](std::string_view line) {
    const std::optional<Step> step = parse_step(line);
    if (!step) return log.add(line);
    log.step_begins();
    if (!bar) bar.emplace(label, step->total);
    bar->update(step->done);
  });
}

int run_ninja(const Paths& paths, const std::string& preset, const std::vector<std::string>& arguments, BuildLog& log,
              SandboxLevel sandbox) {
  configure_preset(paths, preset);
  std::vector<std::string> command = {"ninja", "-C", preset_folder(paths, preset)};
  if (wanted_jobs() > 0) command.insert(command.end(), {"-j", text(wanted_jobs())});
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_with_bar(command, "building", log, sandbox);
}

}  // namespace

int wanted_jobs() {
  const char* words = std::getenv("LLMSYS_JOBS");
  return words == nullptr ? 0 : std::max(0, std::atoi(words));
}

void configure_preset(const Paths& paths, const std::string& preset) {
  const std::string folder = preset_folder(paths, preset);
  if (std::filesystem::exists(folder + "/build.ninja")) return;
  const Captured result = capture({"cmake", "--preset", preset, "-B", folder},
                                  {.folder = paths.root, .errors_too = true, .environment = {}});
  LLMSYS_CHECK(IoError, result.code == 0, "cmake could not configure preset ", preset, ":\n", result.text);
}

std::string preset_folder(const Paths& paths, const std::string& preset) {
  if (preset == "cpu") return paths.build;
  return std::filesystem::path(paths.build).parent_path().string() + "/" + preset;
}

void build_targets(const Paths& paths, const std::vector<std::string>& targets, const std::string& preset) {
  BuildLog log;
  const int code = run_ninja(paths, preset, targets, log, SandboxLevel::l0);
  if (code == 0) return;
  std::string words;  // of the compiler, without the commands that ran it
  for (const auto& [path, said] : log.failures()) words += said;
  while (words.ends_with('\n')) words.pop_back();
  throw IoError(text("the build failed:\n", words.empty() ? log.end() : words));
}

std::map<std::string, std::string> build_programs(const Paths& paths, const std::vector<std::string>& targets,
                                                  const std::map<std::string, std::string>& programs,
                                                  SandboxLevel sandbox) {
  std::vector<std::string> arguments = {"-k", "0"};  // goes on after a failure: programs do not wait for each other
  arguments.insert(arguments.end(), targets.begin(), targets.end());
  for (const auto& [path, target] : programs) arguments.push_back(target);
  BuildLog log;
  if (run_ninja(paths, "cpu", arguments, log, sandbox) == 0) return {};
  const bool only_links = std::all_of(log.failures().begin(), log.failures().end(),
                                      [&](const auto& failure) { return programs.contains(failure.first); });
  LLMSYS_CHECK(IoError, only_links && !log.failures().empty(), "the build failed:\n", log.end());
  for (const auto& [path, words] : log.failures()) std::filesystem::remove(paths.build + "/" + path);
  return log.failures();
}

}  // namespace llmsys
