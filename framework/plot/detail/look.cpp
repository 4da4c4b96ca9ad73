#include "framework/plot/detail/look.h"

namespace llmsys::detail {

Look look_of(size_t index) {
  constexpr std::array<std::string_view, 7> colours = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                                       "#e69f00", "#56b4e9", "#3e4c59"};
  constexpr std::array<std::string_view, 5> dashes = {"none", "8 5", "2 5", "10 5 2 5", "16 5"};
  const size_t shape = index % dashes.size();
  return {colours[index % colours.size()], dashes[shape], shape, shape};
}

double text_width(std::string_view text, double font_size) {
  size_t characters = 0;
  for (const char byte : text) characters += (static_cast<unsigned char>(byte) >> 6) != 2 ? 1 : 0;  // UTF-8 leads
  return 0.6 * font_size * static_cast<double>(characters);
}

std::vector<std::string> wrap(std::string_view text, double font_size, double width) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size() < text.size() ? word.size() + 1 : word.size());
    if (lines.empty() || text_width(lines.back(), font_size) + text_width(word, font_size) > width)
      lines.emplace_back(word);
    else
      lines.back().append(" ").append(word);
  }
  return lines;
}

}  // namespace llmsys::detail
