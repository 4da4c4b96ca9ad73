/// @file
/// Colours, dashes and sizes: everything that is a matter of taste, in one place.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys::detail {

constexpr std::string_view kPaper = "#ffffff";  ///< behind everything, so that a dark page does not shine through
constexpr std::string_view kInk = "#1f2933";    ///< title, labels in the plot
constexpr std::string_view kMuted = "#52606d";  ///< axis labels, 6:1 on paper
constexpr std::string_view kGrid = "#e4e7eb";   ///< lines to read values from
constexpr std::string_view kFrame = "#9aa5b1";  ///< the axis itself
constexpr double kMargin = 24;                  ///< around everything
constexpr double kTitleSize = 17;               ///< font, pixels
constexpr double kTextSize = 12.5;              ///< font, pixels
constexpr size_t kHatchings = 4;                ///< patterns over columns; the first series has none

constexpr double kLineSample = 26;   ///< width of a line in the legend
constexpr double kOtherSample = 14;  ///< width of a marker, column or box in the legend

/// How one series differs from the others.
struct Look {
  std::string_view colour;  ///< Okabe and Ito 2008, "Color Universal Design": apart for every kind of colour vision
  std::string_view dash;    ///< stroke-dasharray; "none" for a solid line
  size_t marker;            ///< 0 .. 4: disc, square, triangle, diamond, triangle on its tip
  size_t hatching;          ///< 0 none, 1 .. kHatchings
};

/// The look of series `index`. Colours repeat after 7 and shapes after 5, so 35 looks are different.
Look look_of(size_t index);

/// About how wide a text is, in pixels. Fonts differ; this leaves room.
double text_width(std::string_view text, double font_size);

/// Breaks a text at blanks into lines of at most `width` pixels; a single word may be wider.
std::vector<std::string> wrap(std::string_view text, double font_size, double width);

}  // namespace llmsys::detail
