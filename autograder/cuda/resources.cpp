#include "autograder/cuda/resources.h"

#include <cxxabi.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>

namespace llmsys::cuda {
namespace {

// What stands between two pieces of text in a line, if both are there.
std::optional<std::string> between(const std::string& line, std::string_view before, std::string_view after) {
  const size_t start = line.find(before);
  if (start == std::string::npos) return std::nullopt;
  const size_t from = start + before.size(), end = line.find(after, from);
  if (end == std::string::npos) return std::nullopt;
  return line.substr(from, end - from);
}

// The number right before `unit`: 4224 of "..., 4224 bytes smem"; 0 if the unit is not there.
int number_before(const std::string& line, std::string_view unit) {
  const size_t end = line.find(unit);
  if (end == std::string::npos) return 0;
  const size_t start = line.find_last_not_of("0123456789", end - 1);
  return std::atoi(line.c_str() + (start == std::string::npos ? 0 : start + 1));
}

void replace_all(std::string& content, std::string_view what, std::string_view with) {
  for (size_t at = content.find(what); at != std::string::npos; at = content.find(what, at + with.size()))
    content.replace(at, what.size(), with);
}

std::string demangled(const std::string& mangled) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(mangled.c_str(), nullptr, nullptr, &status), &std::free);
  return status == 0 ? name.get() : mangled;
}

}  // namespace

std::string kernel_name(const std::string& mangled) {
  std::string name = demangled(mangled);
  replace_all(name, "(anonymous namespace)::", "");
  size_t start = 0, end = name.size();
  int depth = 0;  // of template arguments, whose own names and spaces stay
  for (size_t i = 0; i < name.size(); ++i) {
    depth += name[i] == '<' ? 1 : name[i] == '>' ? -1 : 0;
    if (depth > 0) continue;
    if (name[i] == '(') {
      end = i;
      break;
    }
    if (name[i] == ' ' || name[i] == ':') start = i + 1;
  }
  return name.substr(start, end - start);
}

std::string base_name(const std::string& kernel) { return kernel.substr(0, kernel.find('<')); }

std::vector<KernelResources> parse_ptxas(std::string_view log) {
  std::vector<KernelResources> kernels;
  std::istringstream lines{std::string(log)};
  for (std::string line; std::getline(lines, line);) {
    if (const auto name = between(line, "Compiling entry function '", "' for 'sm_")) {
      kernels.push_back({.kernel = kernel_name(*name)});
      kernels.back().architecture = std::atoi(line.c_str() + line.rfind("'sm_") + 4);
    }
    if (kernels.empty()) continue;
    KernelResources& kernel = kernels.back();
    if (line.find("bytes spill stores") != std::string::npos) {
      kernel.stack_bytes = number_before(line, " bytes stack frame");
      kernel.spill_bytes = number_before(line, " bytes spill stores") + number_before(line, " bytes spill loads");
    }
    if (line.find("Used ") == std::string::npos) continue;
    kernel.registers = number_before(line, " registers");
    kernel.shared_bytes = number_before(line, " bytes smem");
    kernel.barriers = number_before(line, " barriers");
  }
  return kernels;
}

std::vector<KernelPtx> parse_ptx(std::string_view ptx) {
  std::vector<KernelPtx> kernels;
  std::istringstream lines{std::string(ptx)};
  int architecture = 0;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(".target sm_", 0) == 0) architecture = std::atoi(line.c_str() + 11);
    if (const auto name = between(line, ".entry ", "(")) kernels.push_back({kernel_name(*name), architecture, ""});
    if (line == "{") inside = !kernels.empty() && kernels.back().body.empty();
    if (line == "}") inside = false;
    if (inside) kernels.back().body += line + "\n";
  }
  return kernels;
}

}  // namespace llmsys::cuda
