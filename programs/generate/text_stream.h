/// @file
/// Ids in, text out: whole characters, nothing of a stop text.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "labs/05_tokenizer/stream.h"

namespace llmsys {

/// The text with U+FFFD in the place of every byte that is part of no UTF-8 character; one for a character cut off at the end.
std::string valid_utf8(std::string_view text);

/// The text of ids that come one by one, as much of it as is certain: a character comes out when it is whole, and what may
/// be the beginning of a stop text when it is not. All that comes out is valid UTF-8.
class TextStream {
 public:
  /// @param tokens  bytes by id; must outlive it   @param stops  texts that end it
  /// @throws ValueError if a stop text is empty or no UTF-8
  TextStream(const std::vector<std::string>& tokens, std::vector<std::string> stops);

  /// The next id: the text that can be shown now, often none; "" for ever once stopped().  @throws IndexError
  std::string feed(int64_t id);
  /// No more ids: the text that was held back.
  std::string finish();
  /// Whether a stop text came. It and what follows are not shown.
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  std::string release(std::string_view more);

  lab05::StreamDecoder decoder_;
  std::vector<std::string> stops_;
  std::string held_;  // may be the beginning of a stop text
  bool stopped_ = false;
};

}  // namespace llmsys
