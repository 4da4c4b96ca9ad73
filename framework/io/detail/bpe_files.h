/// @file
/// The readers of vocabulary files, from bytes in memory; their messages do not name the file yet.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "framework/io/bpe_vocabulary.h"

namespace llmsys::detail {

/// Most bytes of a vocabulary file.
inline constexpr size_t kVocabularyFileLimit = 100'000'000;
/// Most bytes of a token in a .tiktoken file, whose merges are found by trying.
inline constexpr size_t kTiktokenTokenLimit = 1024;

/// read_gpt2_vocabulary().  @throws IoError
BpeVocabulary parse_gpt2_vocabulary(std::string_view vocab_json, std::string_view merges_txt);
/// read_tiktoken().  @throws IoError
BpeVocabulary parse_tiktoken(std::string_view file, const std::vector<AddedToken>& added, SplitRule split);
/// read_tokenizer_json().  @throws IoError
BpeVocabulary parse_tokenizer_json(std::string_view json);

/// A token of a file, before its id has been checked.
struct FileToken {
  std::string name;     ///< as the file writes it
  int64_t id = 0;       ///< as the file says
  std::string bytes{};  ///< what it stands for
};

/// Puts tokens and then merges into a vocabulary, and checks them on the way.
class VocabularyBuilder {
 public:
  /// @param tokens  in any order; ids must be 0 .. size - 1, each once
  /// @throws IoError naming the token
  explicit VocabularyBuilder(const std::vector<FileToken>& tokens);
  /// A merge of tokens as the file names them.  @param place  for messages: "merge 17"
  /// @throws IoError if one of them, or both together, is no token
  void add_merge(const std::string& left, const std::string& right, const std::string& place);
  /// What came together.
  BpeVocabulary vocabulary;

 private:
  [[nodiscard]] int64_t id_of(const std::string& name, const std::string& place) const;
  std::unordered_map<std::string, int64_t> ids_;  // by name in the file
};

/// The tokens of a vocab.json, {"token": id, ...}, in any order; their bytes are left empty.  @throws IoError
std::vector<FileToken> vocabulary_tokens(std::string_view vocab_json);

/// How the "pre_tokenizer" of a tokenizer.json splits.  @param json  that value, "null" if there is none
/// @throws IoError quoting what is not known
SplitRule split_rule_of(const std::string& json);
/// The "pre_tokenizer" of a rule, as JSON.
std::string pre_tokenizer_of(SplitRule rule);

/// The characters by which GPT-2's files write bytes: Unicode code points by byte. Printable bytes of Latin-1 stand for
/// themselves, the other 68, in their order, are U+0100 to U+0143: the blank is "Ġ" (U+0120), the newline "Ċ" (U+010A).
const std::array<char32_t, 256>& byte_characters();

/// The bytes that byte_characters() stand for.
/// @return false if `name` has another character, or is not UTF-8
bool from_byte_characters(std::string_view name, std::string& bytes);

/// What a message shows of text from a file: at most 60 bytes of it, what cannot be printed as ?.
std::string shown(std::string_view words);

}  // namespace llmsys::detail
