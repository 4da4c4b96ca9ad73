#include "autograder/report/printable.h"

#include <algorithm>
#include <cstdint>

#include "framework/base/text.h"

namespace llmsys {
namespace {

// The UTF-8 character at the start of a text; of length 0 if there is none.
struct Character {
  size_t length = 0;
  uint32_t code = 0;
};

Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {1, lead};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length > text.size()) return {};
  uint32_t code = lead & (0x7FU >> length);
  for (size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return {};
    code = code << 6 | (next & 0x3F);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (code < kSmallest[length] || code > 0x10FFFF || surrogate) return {};
  return {length, code};
}

// What moves the cursor, sets colours, ends lines unseen, or turns the direction of the text around: controls of ASCII, C1, and
// Unicode.
bool is_control(uint32_t code) {
  const bool ascii = (code < 0x20 && code != '\n' && code != '\t') || code == 0x7F;
  const bool c1 = code >= 0x80 && code < 0xA0;
  const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
                         code == 0x200F || code == 0x061C;
  const bool line_end = code == 0x2028 || code == 0x2029;
  return ascii || c1 || direction || line_end;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character next = first_character(text);
    if (next.length == 0 || is_control(next.code))
      out += '?';
    else
      out += text.substr(0, next.length);
    text.remove_prefix(next.length == 0 ? 1 : next.length);
  }
  return out;
}

std::string clipped(std::string_view text_, size_t most_bytes) {
  if (text_.size() <= most_bytes) return std::string(text_);
  size_t end = most_bytes;
  while (end > 0 && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) --end;
  return text(text_.substr(0, end), "\n(", text_.size() - end, " more bytes are left out)");
}

std::string without_workflow_commands(const std::string& text_) {
  std::string out;
  size_t at = 0;
  while (at < text_.size()) {
    const size_t end = std::min(text_.find_first_of("\r\n", at), text_.size());
    std::string line = text_.substr(at, end - at);
    const size_t first = line.find_first_not_of(" \t\v\f");
    if (first != std::string::npos && line.compare(first, 2, "::") == 0) line.insert(first, "| ");
    for (size_t sign = 0; (sign = line.find("##[", sign)) != std::string::npos; sign += 2) line.insert(sign + 2, " ");
    out += line;
    if (end < text_.size()) out += text_[end];
    at = end + 1;
  }
  return out;
}

std::string as_utf8(std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  while (!bytes.empty()) {
    const size_t length = first_character(bytes).length;
    const auto byte = static_cast<unsigned char>(bytes[0]);
    if (length == 0)
      out.append({'%', kHex[byte >> 4], kHex[byte & 15U]});
    else
      out += bytes.substr(0, length);
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace llmsys
