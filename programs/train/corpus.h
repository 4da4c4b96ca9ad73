/// @file
/// The text as numbers, cut into what is learned from and what is held out.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "framework/data/char_tokenizer.h"

namespace llmsys {

/// A text, its vocabulary and its two parts. The parts are views of `tokens`: neither copied nor moved.
class Corpus {
 public:
  /// Joins the files.  @param files  none: austen_tiny.txt of the repository  @throws IoError naming the file that cannot be read; ValueError if a part is shorter than two
  /// characters more than `context`
  Corpus(const std::vector<std::string>& files, int64_t context);
  Corpus(const Corpus&) = delete;
  Corpus& operator=(const Corpus&) = delete;

  /// Characters and their numbers.
  [[nodiscard]] const CharTokenizer& tokenizer() const { return tokenizer_; }
  /// All of it.
  [[nodiscard]] std::span<const int64_t> tokens() const { return tokens_; }
  /// What is learned from: the first nine tenths.
  [[nodiscard]] std::span<const int64_t> train() const { return train_; }
  /// What the model never sees while it learns.
  [[nodiscard]] std::span<const int64_t> held_out() const { return held_out_; }
  /// A number of the text's bytes, to notice that a run goes on with another text.
  [[nodiscard]] uint64_t fingerprint() const { return fingerprint_; }

 private:
  Corpus(const std::string& text, int64_t context);

  CharTokenizer tokenizer_;
  std::vector<int64_t> tokens_;
  std::span<const int64_t> train_;
  std::span<const int64_t> held_out_;
  uint64_t fingerprint_;
};

}  // namespace llmsys
