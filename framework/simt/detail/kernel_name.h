/// @file
/// A kernel's name, from the compiler.
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

namespace llmsys::simt::detail {

template <auto Kernel>
constexpr std::string_view pretty_name() {
  return __PRETTY_FUNCTION__;
}

/// "ns::transpose_kernel<float, 32>" of "... [with auto Kernel = ns::transpose_kernel<float, 32>; ...]".
constexpr std::string_view kernel_of(std::string_view pretty) {
  constexpr std::string_view kBefore = "Kernel = ";
  pretty.remove_prefix(pretty.find(kBefore) + kBefore.size());
  int depth = 0;
  for (size_t at = 0; at < pretty.size(); ++at) {
    if (pretty[at] == '<' || pretty[at] == '(') ++depth;
    if (pretty[at] == '>' || pretty[at] == ')') --depth;
    if (depth == 0 && (pretty[at] == ';' || pretty[at] == ']')) return pretty.substr(0, at);
  }
  return pretty;
}

/// Without the namespaces before the function's name.
constexpr std::string_view unqualified(std::string_view name) {
  const size_t colons = name.substr(0, name.find('<')).rfind("::");
  return colons == std::string_view::npos ? name : name.substr(colons + 2);
}

/// `text`, which ends in a zero, is the name of `Kernel` as reports have it: "transpose_kernel<float, 32>".
template <auto Kernel>
struct KernelName {
  static constexpr std::string_view name = unqualified(kernel_of(pretty_name<Kernel>()));
  static constexpr auto text = [] {
    std::array<char, name.size() + 1> bytes{};
    for (size_t at = 0; at < name.size(); ++at) bytes[at] = name[at];
    return bytes;
  }();
};

}  // namespace llmsys::simt::detail
