#include "framework/plot/svg.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view kFonts = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

// Length of the UTF-8 sequence at the front of `text`, which is not empty; 0 if there is none (RFC 3629, sec. 4).
size_t utf8_length(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >> 4 == 0xE ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i)
    if (byte(i) >> 6 != 2) return 0;
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) > 0x9F;
  const bool too_large = lead == 0xF4 && byte(1) > 0x8F;
  return overlong || surrogate || too_large ? 0 : length;
}

std::string_view escaped_ascii(std::string_view character) {
  switch (character[0]) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\t':
    case '\n':
    case '\r': return " ";
    default: return character[0] < 0x20 ? kReplacement : character;
  }
}

}  // namespace

std::string svg_number(double value) {
  LLMSYS_CHECK(ValueError, std::isfinite(value), "[svg_number] a coordinate must be finite, got ", value);
  char buffer[400];  // the largest double has 309 digits
  const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, 2);
  std::string digits(buffer, end.ptr);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits == "-0" ? "0" : digits;
}

std::string xml_escape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t length = utf8_length(text);
    if (length == 0)
      out.append(kReplacement);
    else
      out.append(length == 1 ? escaped_ascii(text.substr(0, 1)) : text.substr(0, length));
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

SvgWriter::SvgWriter(double width, double height, std::string_view title, std::string_view description) {
  open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
               {"role", "img"},
               {"width", width},
               {"height", height},
               {"viewBox", text("0 0 ", svg_number(width), " ", svg_number(height))},
               {"style", "max-width:100%;height:auto"},
               {"font-family", kFonts}});
  text_element("title", {}, title);
  text_element("desc", {}, description);
}

void SvgWriter::start_tag(std::string_view tag, SvgAttributes attributes) {
  out_.append(2 * open_.size(), ' ').append("<").append(tag);
  for (const SvgAttribute& attribute : attributes)
    out_.append(" ").append(attribute.name).append("=\"").append(attribute.value).append("\"");
}

void SvgWriter::element(std::string_view tag, SvgAttributes attributes) {
  start_tag(tag, attributes);
  out_.append("/>\n");
}

void SvgWriter::text_element(std::string_view tag, SvgAttributes attributes, std::string_view content) {
  start_tag(tag, attributes);
  out_.append(">").append(xml_escape(content)).append("</").append(tag).append(">\n");
}

void SvgWriter::open(std::string_view tag, SvgAttributes attributes) {
  start_tag(tag, attributes);
  out_.append(">\n");
  open_.emplace_back(tag);
}

void SvgWriter::close() {
  LLMSYS_CHECK(ValueError, !open_.empty(), "[SvgWriter::close] no element is open");
  const std::string tag = std::move(open_.back());
  open_.pop_back();
  out_.append(2 * open_.size(), ' ').append("</").append(tag).append(">\n");
}

std::string SvgWriter::finish() {
  while (!open_.empty()) close();
  return std::move(out_);
}

}  // namespace llmsys
