#include "framework/simt/trace/symbolizer.h"

#include <cinttypes>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string_view>

#include "framework/simt/trace/detail/addr2line.h"
#include "framework/simt/trace/detail/image.h"
#include "framework/simt/trace/detail/origin.h"

namespace llmsys::simt {
namespace {

// "path/file.cu:41 (discriminator 3)"; unknown: "??:0" or "file.cu:?".
SourceLine parse(std::string_view text) {
  const size_t colon = text.rfind(':', text.find(" (") - 1);
  if (colon == text.npos || text.starts_with("??")) return {};
  const int line = std::atoi(std::string(text.substr(colon + 1)).c_str());
  if (line == 0) return {};
  return {std::filesystem::path(text.substr(0, colon)).lexically_normal().string(), line};
}

// Of the frames of an address, innermost first.
SourceLine choose(std::span<const std::string> frames) {
  SourceLine innermost;
  for (const std::string& frame : frames) {
    const SourceLine line = parse(frame);
    if (line.line == 0) continue;
    if (!detail::is_ours(line.file)) return line;
    if (innermost.line == 0) innermost = line;
  }
  return innermost;
}

}  // namespace

uintptr_t program_base() { return detail::program_load_address(); }

Symbolizer::Symbolizer(std::string program, uintptr_t base) : program_(std::move(program)), base_(base) {
  if (!program_.empty()) return;
  program_ = "/proc/self/exe";  // in a sandbox, where it leads to may have no name
  base_ = program_base();
}

std::vector<SourceLine> Symbolizer::lines(const std::vector<const void*>& addresses) const {
  // The address is where a call returns to: the call is before it.
  std::vector<uint64_t> calls;
  for (const void* address : addresses)
    calls.push_back(address == nullptr ? 0 : reinterpret_cast<uintptr_t>(address) - base_ - 1);
  const std::vector<std::vector<std::string>> frames = detail::addr2line(program_, calls);
  std::vector<SourceLine> result(addresses.size());
  for (size_t i = 0; i < result.size() && i < frames.size(); ++i)
    if (addresses[i] != nullptr) result[i] = choose(frames[i]);
  return result;
}

}  // namespace llmsys::simt
