/// @file
/// Vocabularies of byte-level BPE (byte pair encoding), and the files that hold them.
///
/// | files | of | what they say |
/// |---|---|---|
/// | `vocab.json` + `merges.txt` | GPT-2 | tokens by id; merges by rank |
/// | `tokenizer.json` | Hugging Face `tokenizers` | the same, added tokens, and how text is split |
/// | `NAME.tiktoken` | OpenAI's `tiktoken` | tokens by rank, which is their id; merges follow from them |
///
/// The first two write each byte as a printable character: see to_byte_characters().
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

struct TokenizerData;  // framework/io/tokenizer_data.h

/// How a text is cut into pieces before merging: no token reaches over the end of a piece. framework/data/pieces.h cuts.
enum class SplitRule {
  gpt2,         ///< contractions, words and numbers with the blank before them, punctuation, white space
  gpt2_digits,  ///< as gpt2, but each digit is a piece of its own: SmolLM2
  llama3        ///< digits by threes, line ends apart, punctuation before a word belongs to it: Llama 3
};

/// "gpt2", "gpt2_digits" or "llama3".
std::string_view to_text(SplitRule rule);

/// One step of BPE: where `left` stands just before `right`, both become `id`.
struct BpeMerge {
  int64_t left = 0;                                  ///< id of the first token
  int64_t right = 0;                                 ///< id of the second
  int64_t id = 0;                                    ///< of the token that has the bytes of both
  bool operator==(const BpeMerge&) const = default;  ///< Memberwise.
};

/// A token that is found in a text before anything else happens to it, like "<|endoftext|>".
struct AddedToken {
  std::string text;                                    ///< as it stands in the text
  int64_t id = 0;                                      ///< its id
  bool special = true;                                 ///< for the model, not for people: decoding may leave it out
  bool operator==(const AddedToken&) const = default;  ///< Memberwise.
};

/// All that encoding and decoding need.
struct BpeVocabulary {
  std::vector<std::string> tokens;    ///< bytes by id; every id from 0 on has one
  std::vector<BpeMerge> merges;       ///< by rank: the first one goes first
  std::vector<AddedToken> added;      ///< tokens too: tokens[id] is their text
  SplitRule split = SplitRule::gpt2;  ///< how a text is cut into pieces
  bool whole_pieces = false;          ///< whether a piece that is a token becomes that token, whatever the merges say
  bool operator==(const BpeVocabulary&) const = default;  ///< Memberwise.
};

/// A token's bytes as GPT-2's files write them, one printable character a byte: " low" becomes "Ġlow".
std::string to_byte_characters(std::string_view bytes);

/// Reads GPT-2's two files.
/// @throws IoError naming the file, the place and what is wrong: no JSON; an id twice, or one that is missing; a merge
/// of what is no token; more than 100,000,000 bytes
BpeVocabulary read_gpt2_vocabulary(const std::string& vocab_json, const std::string& merges_txt);

/// Reads a .tiktoken file: a line is a token in base64, a blank, its rank. Ranks are ids, from 0 on. A merge is derived
/// for each token of two bytes and more: the two parts that lower ranks make of it.
/// @param added  tokens that the file lacks, such as {"<|endoftext|>", 50256} for GPT-2's; their ids follow the file's
/// @throws IoError as above
BpeVocabulary read_tiktoken(const std::string& path, const std::vector<AddedToken>& added = {},
                            SplitRule split = SplitRule::gpt2);

/// Reads a tokenizer.json of Hugging Face: model BPE with ByteLevel, split as GPT-2, SmolLM2 or Llama 3 do. What a post-
/// processor adds around a text (a token for its beginning) is left to the program.
/// @throws IoError as above; and naming what is not supported: another model, byte_fallback, dropout, a normalizer,
/// another pre-tokenizer, a pattern that is not known
BpeVocabulary read_tokenizer_json(const std::string& path);

/// Reads the vocabulary of a model's folder: tokenizer.json if there is one, else vocab.json and merges.txt.
/// @throws IoError as above, or if it has neither
BpeVocabulary read_vocabulary_folder(const std::string& folder);

/// The byte-level BPE that a model file holds, as gguf_tokenizer() read it: control and user-defined tokens are added ones.
/// @throws IoError if it is of another kind (SentencePiece), or splits as none of SplitRule does; and as above
BpeVocabulary bpe_vocabulary_of(const TokenizerData& data);

/// Writes a tokenizer.json that `tokenizers.Tokenizer.from_file(path)` loads, in one step (AtomicFile).
/// @throws ValueError if a token is no UTF-8 text and added, or a merge is of ids that are no tokens; IoError
void write_tokenizer_json(const std::string& path, const BpeVocabulary& vocabulary);

}  // namespace llmsys
