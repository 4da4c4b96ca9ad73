/// @file
/// What Hugging Face's package `tokenizers` learned: golden/austen.txt, written by golden/make_golden.py.
#pragma once
#include <cstdint>
#include <string>

#include "autograder/judge/source_root.h"
#include "framework/data/text_file.h"

namespace llmsys::lab05 {

/// A text and the tokens of its merges.
struct GoldenMerges {
  std::string text;      ///< the beginning of datasets/text/austen_tiny.txt
  int64_t merges = 0;    ///< how many were learned
  std::string tokens{};  ///< the new tokens in byte characters, one a line
};

/// Reads the golden file.  @throws IoError
inline GoldenMerges golden_merges() {
  const std::string root = source_root();
  const std::string file = read_text(root + "/autograder/05_tokenizer/golden/austen.txt");
  const size_t end = file.find('\n');  // of a line with two numbers: bytes of text, merges
  const size_t blank = file.find(' ');
  const size_t bytes = std::stoul(file.substr(0, blank));
  return {.text = read_text(root + "/datasets/text/austen_tiny.txt").substr(0, bytes),
          .merges = std::stol(file.substr(blank + 1, end - blank - 1)),
          .tokens = file.substr(end + 1)};
}

}  // namespace llmsys::lab05
