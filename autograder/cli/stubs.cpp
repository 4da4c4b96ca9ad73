#include "autograder/cli/stubs.h"

#include <cctype>
#include <string_view>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr std::string_view kBegin = "// BEGIN SOLUTION task ", kStub = "// STUB", kEnd = "// END SOLUTION";
constexpr std::string_view kDevice = "device ";  // before the function's name

std::vector<std::string> lines_of(const std::string& content) {
  std::vector<std::string> lines;
  size_t start = 0;
  while (start < content.size()) {
    const size_t end = std::min(content.find('\n', start), content.size());
    lines.push_back(content.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.front()))) line.remove_prefix(1);
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.remove_suffix(1);
  return line;
}

std::string indent_of(const std::string& line) { return line.substr(0, line.find_first_not_of(' ')); }

// Not blank, not only a comment, not only closing brackets.
bool holds_code(std::string_view content) {
  return content.substr(0, 2) != "//" && content.find_first_not_of("{}();") != content.npos;
}

// Walks a solution: which lines are outside, in a region, or in a region's replacement.
class Walker {
 public:
  enum class Where { outside, solution, replacement, marker };

  explicit Walker(std::string name) : name_(std::move(name)) {}

  Where step(const std::string& line) {
    ++number_;
    const std::string_view content = trimmed(line);
    if (content.substr(0, kBegin.size()) == kBegin) return open(content.substr(kBegin.size()));
    if (content == kStub) return replace();
    if (content == kEnd) return close();
    check(content.find("BEGIN SOLUTION") == content.npos && content.find("END SOLUTION") == content.npos,
          "a marker is misspelt; it must be a line of its own like `// BEGIN SOLUTION task 4.2` or `// END SOLUTION`");
    if (!open_) return Where::outside;
    return replacing_ ? Where::replacement : Where::solution;
  }

  void finish() {
    ++number_;
    check(!open_, "the file ends inside a region: `// END SOLUTION` is missing");
  }

  [[nodiscard]] const std::string& task() const { return task_; }
  [[nodiscard]] const std::string& function() const { return function_; }
  [[nodiscard]] bool in_device_code() const { return device_; }
  [[nodiscard]] bool opened() const { return open_ && !replacing_; }
  [[nodiscard]] bool closed() const { return !open_; }
  [[nodiscard]] int number() const { return number_; }

  void check(bool holds, std::string_view problem) const {
    LLMSYS_CHECK(ValueError, holds, name_, ":", number_, ": ", problem);
  }

 private:
  Where open(std::string_view words) {
    check(!open_, "a region begins inside another");
    const size_t space = words.find(' ');
    check(space != words.npos && space > 0,
          "a task's id and the function's name must follow, as in `task 4.2 attention`");
    task_ = words.substr(0, space);
    words.remove_prefix(space + 1);
    device_ = words.substr(0, kDevice.size()) == kDevice;
    check(!device_ || holds_kernels(), "device code belongs into a .cu file");
    function_ = words.substr(device_ ? kDevice.size() : 0);
    open_ = true;
    replacing_ = false;
    return Where::marker;
  }
  Where replace() {
    check(open_ && !replacing_, "`// STUB` belongs inside a region, once");
    replacing_ = true;
    return Where::marker;
  }
  Where close() {
    check(open_, "a region ends that has not begun");
    open_ = false;
    return Where::marker;
  }

  [[nodiscard]] bool holds_kernels() const { return name_.ends_with(".cu") || name_.ends_with(".cuh"); }

  std::string name_, task_, function_;
  int number_ = 0;
  bool open_ = false, replacing_ = false, device_ = false;
};

// `//   return x;` -> `  return x;`, with the indent of the region's first marker.
std::string uncommented(const std::string& line, const std::string& indent, const Walker& walker) {
  std::string_view content = trimmed(line);
  walker.check(content.substr(0, 2) == "//", "lines after `// STUB` must be comments");
  content.remove_prefix(content.substr(0, 3) == "// " ? 3 : 2);
  return content.empty() ? "" : indent + std::string(content);
}

std::string not_implemented(const std::string& indent, const std::string& lab, const Walker& walker) {
  const std::string id = text(lab, " task ", walker.task());
  const char* const statement = walker.in_device_code() ? "LLMSYS_DEVICE_NOT_IMPLEMENTED" : "throw NotImplemented";
  return text(indent, "// TODO(", id, "): your code here.\n", indent, statement, "(\"", id, ": ", walker.function(),
              " is not written yet\");\n");
}

}  // namespace

std::string make_stub(const std::string& solution, const std::string& lab, const std::string& name) {
  Walker walker(name);
  std::string out, region_indent;
  bool replaced = false;
  for (const std::string& line : lines_of(solution)) {
    const bool was_open = !walker.closed();
    const Walker::Where where = walker.step(line);
    if (where == Walker::Where::outside) out += line + "\n";
    if (where == Walker::Where::replacement) out += uncommented(line, region_indent, walker) + "\n", replaced = true;
    if (where != Walker::Where::marker) continue;
    if (walker.opened()) region_indent = indent_of(line), replaced = false;
    if (was_open && walker.closed() && !replaced) out += not_implemented(region_indent, lab, walker);
  }
  walker.finish();
  return out;
}

std::vector<MarkedRegion> marked_regions(const std::string& solution, const std::string& name) {
  Walker walker(name);
  std::vector<MarkedRegion> regions;
  for (const std::string& line : lines_of(solution)) {
    const Walker::Where where = walker.step(line);
    if (where == Walker::Where::marker && walker.opened()) regions.push_back({walker.task(), walker.number(), 0, 0});
    const bool ends = where == Walker::Where::marker && !walker.opened();
    if (ends && regions.back().end_line == 0) regions.back().end_line = walker.number();
    const std::string_view content = trimmed(line);
    if (where == Walker::Where::solution && holds_code(content)) ++regions.back().lines;
  }
  walker.finish();
  return regions;
}

}  // namespace llmsys
