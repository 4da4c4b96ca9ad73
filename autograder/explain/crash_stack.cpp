#include "autograder/explain/crash_stack.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>
#include <string_view>

#include "autograder/explain/plain_names.h"
#include "autograder/sandbox/box.h"
#include "autograder/worker/crash_report.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr size_t kMostAddresses = 64;
constexpr size_t kFramesShown = 4;
constexpr int64_t kOftenOnStack = 8;

std::optional<std::vector<uint64_t>> addresses_in(std::string_view line) {
  if (!line.starts_with(kStackMark)) return std::nullopt;
  std::vector<uint64_t> out;
  line.remove_prefix(kStackMark.size());
  while (!line.empty() && out.size() < kMostAddresses) {
    uint64_t address = 0;
    const auto end = std::from_chars(line.data() + 1, line.data() + line.size(), address, 16);
    if (line[0] != ' ' || end.ec != std::errc()) return std::nullopt;
    out.push_back(address);
    line.remove_prefix(static_cast<size_t>(end.ptr - line.data()));
  }
  return out;
}

std::string hexadecimal(uint64_t value) {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, value, 16);
  return {digits, end.ptr};
}

// "llmsys::lab00::(anonymous namespace)::f(std::span<long const>, long)" -> "f".
std::string bare_name(const std::string& name) {
  const std::string plain = plain_names(name);
  if (plain == "??") return "";
  const size_t call = plain.find("operator()");
  if (call != plain.npos) return plain.substr(0, call + std::string_view("operator()").size());
  return plain.substr(0, plain.find_first_of("(<", 1));
}

// "/home/ann/lab/labs/00_warm_up/bigram.cpp:12 (discriminator 3)".
StackFrame frame_from(const std::string& function, const std::string& place) {
  StackFrame frame{bare_name(function), "", 0};
  const size_t colon = place.rfind(':', place.find(" (") - 1);
  if (colon == place.npos || place.starts_with("??")) return frame;
  frame.file = repository_path(place.substr(0, colon));
  frame.line = std::atoi(place.c_str() + colon + 1);
  return frame;
}

bool in_lab(const StackFrame& frame) { return frame.line > 0 && frame.file.starts_with("labs/"); }

std::string place_text(const StackFrame& frame) {
  return text(frame.file, ":", frame.line, frame.function.empty() ? "" : " in ", frame.function);
}

// What addr2line prints; in a box, since the program holds what a student's compiler was told to put there.
std::string addr2line(const std::string& program, const std::vector<uint64_t>& addresses, SandboxLevel level) try {
  const std::string path = std::filesystem::canonical(program).string();
  std::vector<std::string> command = {"/usr/bin/addr2line", "-afiC", "-e", path};
  for (const uint64_t address : addresses) command.push_back(hexadecimal(address - 1));  // the call itself
  const BoxRun run = run_sandboxed(command, {.level = level,
                                             .readable = {path},
                                             .toolchain = true,
                                             .environment = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"},
                                             .limits = {.wall_seconds = 20, .cpu_seconds = 5}});
  return run.end.exit_code == 0 ? run.output : "";
} catch (const std::exception&) {
  return "";  // an explanation is a courtesy
}

}  // namespace

LastWords last_words(const std::string& output) {
  LastWords out;
  if (output.find(kStackMark) == output.npos) return {output, {}};
  for (size_t begin = 0; begin < output.size();) {
    const size_t end = std::min(output.find('\n', begin), output.size() - 1) + 1;
    const std::string_view line(output.data() + begin, end - begin);
    const auto found = addresses_in(line.substr(0, line.find('\n')));
    if (!found)
      out.words += line;
    else if (!found->empty())
      out.addresses = *found;
    begin = end;
  }
  return out;
}

std::vector<StackFrame> stack_of(const std::string& program, const std::vector<uint64_t>& addresses,
                                 SandboxLevel level) {
  std::vector<StackFrame> out;
  if (addresses.empty()) return out;
  std::istringstream lines(addr2line(program, addresses, level));
  std::string function, place;
  while (std::getline(lines, function))
    if (!function.starts_with("0x") && std::getline(lines, place)) out.push_back(frame_from(function, place));
  return out;
}

std::string stack_text(const std::vector<StackFrame>& stack, const std::vector<std::string>& student_files) {
  const auto is_students = [&](const StackFrame& frame) {
    return frame.line > 0 && std::find(student_files.begin(), student_files.end(), frame.file) != student_files.end();
  };
  const bool any = std::any_of(stack.begin(), stack.end(), is_students);
  std::vector<std::string> shown;
  for (const StackFrame& frame : stack) {
    const std::string place = place_text(frame);
    if (!(any ? is_students(frame) : in_lab(frame)) || shown.size() == kFramesShown ||
        (!shown.empty() && shown.back() == place))
      continue;
    shown.push_back(place);
  }
  return join(shown, "\n  called at ");
}

std::string endless_recursion(const std::vector<StackFrame>& stack) {
  std::map<std::string, int64_t> times;
  for (const StackFrame& frame : stack)
    if (in_lab(frame) && !frame.function.empty()) ++times[frame.function];
  std::vector<std::string> often;
  for (const auto& [function, count] : times)
    if (count >= kOftenOnStack) often.push_back(function);
  if (often.empty()) return "";
  const std::string who = join(often, " and ");
  return text("stack overflow: ", who, often.size() == 1 ? " calls itself" : " call each other",
              " without end: which case ends the recursion?");
}

}  // namespace llmsys
