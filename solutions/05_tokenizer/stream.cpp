// Lab 05, task 5.5: text in parts.
#include "labs/05_tokenizer/stream.h"

#include <utility>

#include "framework/base/error.h"
#include "framework/data/code_point.h"
#include "labs/05_tokenizer/bytes.h"
#include "labs/05_tokenizer/encode_text.h"

namespace llmsys::lab05 {

void StreamEncoder::feed(std::string_view part, std::vector<int64_t>& ids) {
  // About 5 lines. encode_some() with `more`; what it did not use stays in held_. look_at_size_ is yours: set it so that
  // what is held is looked at again only when it has doubled.
  // BEGIN SOLUTION task 5.5 feed
  held_ += part;
  if (held_.size() < look_at_size_) return;
  held_.erase(0, encode_some(*model_, *cache_, held_, true, ids));
  look_at_size_ = 2 * held_.size();  // all looks together then cost no more than twice the last one
  // END SOLUTION
}

void StreamEncoder::finish(std::vector<int64_t>& ids) {
  // About 3 lines.
  // BEGIN SOLUTION task 5.5 finish
  encode_some(*model_, *cache_, held_, false, ids);
  held_.clear();
  look_at_size_ = 0;
  // END SOLUTION
}

std::string StreamDecoder::feed(int64_t id) {
  // About 8 lines. first_code_point() of framework/data/code_point.h tells whether a character is cut off; only one that
  // begins within the last 3 bytes can be.
  // BEGIN SOLUTION task 5.5 StreamDecoder
  held_ += decode(*tokens_, {&id, 1});
  size_t whole = held_.size();
  for (size_t i = held_.size(); i > 0 && held_.size() - i < 3; --i)
    if (first_code_point(std::string_view(held_).substr(i - 1)).cut_off) whole = i - 1;
  std::string out = held_.substr(0, whole);
  held_.erase(0, whole);
  return out;
  // END SOLUTION
}

std::string StreamDecoder::finish() {
  // One line. std::exchange (in <utility>) hands out a value and leaves another.
  // BEGIN SOLUTION task 5.5 StreamDecoder::finish
  return std::exchange(held_, std::string());
  // END SOLUTION
}

}  // namespace llmsys::lab05
