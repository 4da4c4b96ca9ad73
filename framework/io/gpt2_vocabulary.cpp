#include "framework/base/error.h"
#include "framework/io/detail/bpe_files.h"

namespace llmsys::detail {
namespace {

// The lines of a text, one after another, without their ends.
class Lines {
 public:
  explicit Lines(std::string_view rest) : rest_(rest) {}
  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return true;
  }

 private:
  std::string_view rest_;
};

}  // namespace

BpeVocabulary parse_gpt2_vocabulary(std::string_view vocab_json, std::string_view merges_txt) {
  std::vector<FileToken> tokens = vocabulary_tokens(vocab_json);
  for (FileToken& token : tokens)
    LLMSYS_CHECK(IoError, from_byte_characters(token.name, token.bytes), "token ", token.id, " '", shown(token.name),
                 "' has a character that stands for no byte: is this a byte-level vocabulary?");
  VocabularyBuilder builder(tokens);
  Lines lines(merges_txt);
  int64_t number = 0;
  for (std::string_view line; lines.next(line);) {
    const std::string place = text("merges.txt, line ", ++number);
    if (line.empty() || (number == 1 && line.starts_with("#version"))) continue;
    const size_t blank = line.find(' ');
    LLMSYS_CHECK(IoError, blank != std::string_view::npos && line.find(' ', blank + 1) == std::string_view::npos, place,
                 ": want two tokens with a blank between them, got '", shown(line), "'");
    builder.add_merge(std::string(line.substr(0, blank)), std::string(line.substr(blank + 1)), place);
  }
  return builder.vocabulary;
}

}  // namespace llmsys::detail
