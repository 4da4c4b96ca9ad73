#include "autograder/judge/abort_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "framework/base/text.h"

namespace llmsys {
namespace {

// An assertion of the standard library, shortened: which check failed, without the template it stands in.
std::string library_assertion(const std::string& line) {
  const size_t check = line.find("Assertion '");
  const bool range =
      line.find("< this->size()", check) != std::string::npos || line.find("< size()", check) != std::string::npos;
  const size_t type = line.find("std::");
  const std::string name =
      type == std::string::npos ? "" : " of a " + line.substr(type, line.find_first_of("<( ", type) - type);
  return text(range ? text("index out of range", name, ": ") : text("a check", name, " failed: "), line.substr(check));
}

// "worker_0.1: /home/ann/lab/labs/..: f(int): Assertion `x > 0' failed." -> "x > 0".
std::string asserted(const std::string& line, size_t check) {
  const size_t begin = line.find('`', check) + 1, end = line.rfind("' failed");
  return end == std::string::npos || end < begin ? line.substr(check) : line.substr(begin, end - begin);
}

// What the C library says of a heap that is not as it left it.
bool is_heap_damage(std::string_view line) {
  constexpr std::array<std::string_view, 8> kWords = {"malloc",         "free()",    "double free",     "corrupted ",
                                                      "munmap_chunk()", "realloc()", "invalid fastbin", "chunk"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view words) { return line.starts_with(words); });
}

std::string thrown(const std::string& output) {
  constexpr std::string_view kWhat = "what():  ";
  const size_t what = output.rfind(kWhat);
  const std::string message = what == std::string::npos ? "" : last_line(output.substr(what + kWhat.size()));
  return text(
      "an exception was thrown where nothing may be thrown or catches it: in a noexcept function, a destructor, or a "
      "thread of its own",
      message.empty() ? "" : ": ", message);
}

}  // namespace

std::string last_line(const std::string& output) {
  const size_t end = output.find_last_not_of("\n ");
  if (end == std::string::npos) return "";
  const size_t start = output.find_last_of('\n', end);
  return output.substr(start + 1, end - start);  // npos + 1 is 0
}

std::string abort_text(const std::string& output) {
  const std::string line = last_line(output);
  if (line.empty()) return "std::abort() was called";
  if (line.find("Assertion '") != line.npos) return library_assertion(line);
  if (const size_t check = line.find("Assertion `"); check != line.npos)
    return text("an assertion failed: ", asserted(line, check));
  if (line.starts_with("terminate called without an active exception"))
    return "a std::thread was destroyed while it still ran: join() it first";
  if (output.find("terminate called after throwing") != output.npos) return thrown(output);
  if (is_heap_damage(line))
    return text(
        "the heap is damaged (", line,
        "): something was written outside of a vector or an array, or freed twice, perhaps long before; --debug "
        "shows where");
  return line;
}

}  // namespace llmsys
