#include "framework/simt/trace/detail/numbers.h"

#include <array>
#include <cstdio>
#include <string_view>

namespace llmsys::simt::detail {
namespace {

struct Unit {
  double size;
  std::string_view name;
};

// Three digits of the largest unit that leaves at least 1.
template <size_t kCount>
std::string in_units(double value, const std::array<Unit, kCount>& units) {
  for (const Unit& unit : units) {
    const double shown = value / unit.size;
    if (shown < 0.9995 && &unit != &units.back()) continue;
    const int digits = shown >= 99.95 ? 0 : shown >= 9.995 ? 1 : 2;
    return fixed(shown, digits) + " " + std::string(unit.name);
  }
  return "";
}

}  // namespace

std::string fixed(double value, int digits) {
  std::array<char, 64> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), "%.*f", digits, value);
  return {buffer.data(), static_cast<size_t>(length)};
}

std::string bytes_text(double bytes) {
  if (bytes < 1000) return fixed(bytes, 0) + " B";
  return in_units(bytes, std::array<Unit, 4>{{{1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}}});
}

std::string seconds_text(double seconds) {
  return in_units(seconds, std::array<Unit, 4>{{{1, "s"}, {1e-3, "ms"}, {1e-6, "us"}, {1e-9, "ns"}}});
}

std::string right(const std::string& text, size_t width) {
  return text.size() >= width ? text : std::string(width - text.size(), ' ') + text;
}

std::string left(const std::string& text, size_t width) {
  return text.size() >= width ? text : text + std::string(width - text.size(), ' ');
}

std::string place(const SourceLine& source) {
  if (source.line == 0) return "an unknown line";
  return source.file.substr(source.file.rfind('/') + 1) + ":" + std::to_string(source.line);
}

}  // namespace llmsys::simt::detail
