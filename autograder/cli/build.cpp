#include "autograder/cli/build.h"

#include <charconv>
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

int run_with_bar(const std::vector<std::string>& command, const std::string& label, std::deque<std::string>& kept) {
  std::optional<ProgressBar> bar;
  ProcessOptions options{.folder = "", .errors_too = true, .environment = {{"NINJA_STATUS", "[%f/%t] "}}};
  return run_process(command, options, [&](std::string_view line) {
    if (const std::optional<Step> step = parse_step(line)) {
      if (!bar) bar.emplace(label, step->total);
      bar->update(step->done);
      return;
    }
    kept.emplace_back(line);
    if (kept.size() > kKeptLines) kept.pop_front();
  });
}

void configure(const Paths& paths, const std::string& preset) {
  const Captured result = capture({"cmake", "--preset", preset, "-B", preset_folder(paths, preset)},
                                  {.folder = paths.root, .errors_too = true, .environment = {}});
  LLMSYS_CHECK(IoError, result.code == 0, "cmake could not configure preset ", preset, ":\n", result.text);
}

}  // namespace

std::string preset_folder(const Paths& paths, const std::string& preset) {
  if (preset == "cpu") return paths.build;
  return std::filesystem::path(paths.build).parent_path().string() + "/" + preset;
}

void build_targets(const Paths& paths, const std::vector<std::string>& targets, const std::string& preset) {
  const std::string folder = preset_folder(paths, preset);
  if (!std::filesystem::exists(folder + "/build.ninja")) configure(paths, preset);
  std::vector<std::string> command = {"ninja", "-C", folder};
  command.insert(command.end(), targets.begin(), targets.end());
  std::deque<std::string> kept;
  const int code = run_with_bar(command, "building", kept);
  LLMSYS_CHECK(IoError, code == 0, "the build failed:\n", join(kept, "\n"));
}

}  // namespace llmsys
