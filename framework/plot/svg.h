/// @file
/// Writes SVG, element by element. Equal calls give equal bytes on every machine, so figures can be compared as text.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// At most two decimals, no trailing zeros, never "-0": "12.5", "3", "0". A hundredth of a pixel is not seen.
/// @param value  must be finite
/// @throws ValueError for NaN and infinities, which no viewer reads
std::string svg_number(double value);

/// Text as XML wants it: `& < > " '` become entities; control characters and bytes that are not UTF-8 become U+FFFD.
std::string xml_escape(std::string_view text);

/// One name="value" of an element.
struct SvgAttribute {
  /// A length or position, written by svg_number().
  SvgAttribute(std::string_view key, double number) : name(key), value(svg_number(number)) {}
  /// Any text, escaped.
  SvgAttribute(std::string_view key, std::string_view text) : name(key), value(xml_escape(text)) {}

  std::string_view name;  ///< must outlive the call it is passed to
  std::string value;      ///< ready to stand between quotes
};

/// The attributes of one element: {{"x", 10}, {"fill", "#fff"}}.
using SvgAttributes = std::initializer_list<SvgAttribute>;

/// An SVG document that grows: one element a line, children indented.
class SvgWriter {
 public:
  /// Starts the document: a viewBox in pixels, what a screen reader says, the font.
  /// @param title        read aloud first, shown as a tooltip
  /// @param description  what the figure shows, for those who cannot see it
  SvgWriter(double width, double height, std::string_view title, std::string_view description);

  /// An element without children.
  void element(std::string_view tag, SvgAttributes attributes);
  /// An element that holds text.
  void text_element(std::string_view tag, SvgAttributes attributes, std::string_view content);
  /// Opens an element; what follows are its children, until close().
  void open(std::string_view tag, SvgAttributes attributes);
  /// Closes the element opened last.
  void close();
  /// The whole document; closes what is open. The writer is spent.
  std::string finish();

 private:
  void start_tag(std::string_view tag, SvgAttributes attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace llmsys
