#include "programs/train/corpus.h"

#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/data/text_file.h"
#include "programs/train/folders.h"

namespace llmsys {
namespace {

std::string joined(const std::vector<std::string>& files) {
  if (files.empty()) return read_text(default_text());
  std::string text;
  for (const std::string& file : files) text += read_text(file);
  return text;
}

}  // namespace

Corpus::Corpus(const std::vector<std::string>& files, int64_t context) : Corpus(joined(files), context) {}

Corpus::Corpus(const std::string& text, int64_t context)
    : tokenizer_(text), tokens_(tokenizer_.encode(text)), fingerprint_(hash_text(text.data(), text.size())) {
  const auto parts = split_held_out(std::span<const int64_t>(tokens_));
  train_ = parts.train;
  held_out_ = parts.held_out;
  const auto least = static_cast<size_t>(context) + 2;
  LLMSYS_CHECK(ValueError, held_out_.size() >= least, "the text is too short: a tenth of it, ", held_out_.size(),
               " characters, is held out, and measuring a loss there needs ", least, ". Give more text, or a smaller ",
               "--context");
}

}  // namespace llmsys
