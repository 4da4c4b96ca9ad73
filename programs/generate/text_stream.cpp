#include "programs/generate/text_stream.h"

#include <algorithm>

#include "framework/base/error.h"
#include "framework/data/code_point.h"

namespace llmsys {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Length of the longest end of `text` that `stop` begins with.
size_t overlap(std::string_view text, std::string_view stop) {
  size_t length = std::min(text.size(), stop.size());
  while (length > 0 && text.substr(text.size() - length) != stop.substr(0, length)) --length;
  return length;
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const bool broken = point.length == 1 && point.value == 0xfffd;
    out += broken ? kReplacement : text.substr(0, point.length);
    if (point.cut_off) break;  // the rest are further bytes of this character
    text.remove_prefix(point.length);
  }
  return out;
}

TextStream::TextStream(const std::vector<std::string>& tokens, std::vector<std::string> stops)
    : decoder_(tokens), stops_(std::move(stops)) {
  for (const std::string& stop : stops_)
    LLMSYS_CHECK(ValueError, !stop.empty() && valid_utf8(stop) == stop,
                 "a stop text must be UTF-8, of at least one character");
}

std::string TextStream::feed(int64_t id) { return stopped_ ? "" : release(valid_utf8(decoder_.feed(id))); }

std::string TextStream::finish() {
  if (stopped_) return "";
  std::string out = release(valid_utf8(decoder_.finish()));
  out += held_;
  held_.clear();
  return out;
}

std::string TextStream::release(std::string_view more) {
  held_ += more;
  size_t certain = held_.size();
  for (const std::string& stop : stops_) {
    const size_t at = held_.find(stop);
    stopped_ = stopped_ || at != std::string::npos;
    certain = std::min({certain, at, held_.size() - overlap(held_, stop)});
  }
  std::string out = held_.substr(0, certain);
  held_.erase(0, stopped_ ? held_.size() : certain);
  return out;
}

}  // namespace llmsys
