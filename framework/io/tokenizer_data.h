/// @file
/// The vocabulary that travels inside a model file, as the file has it: what a tokenizer is built from.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace llmsys {

/// What a token is, numbered as in GGUF.
enum class TokenType : uint8_t {
  undefined,     ///< the file does not say
  normal,        ///< text
  unknown,       ///< stands for what has no token
  control,       ///< marks a beginning, an end, a turn of a dialogue; never text
  user_defined,  ///< added: text that is found before anything is merged
  unused,        ///< a place that is kept free
  byte           ///< one byte, as "<0x0A>"
};

/// Tokens and how they came about. `model` says what they are written in:
/// - "gpt2": byte-level BPE. Tokens and merges are in GPT-2's printable characters ("Ġt" is " t"): see byte_characters.
/// - "llama": SentencePiece BPE. Scores say which pair merges first, the highest; "▁" (U+2581) stands for a blank.
/// - "llama2.c": as "llama", but with blanks as they are.
struct TokenizerData {
  std::string model;                  ///< see above
  std::string pre;                    ///< how a text is cut up before merging, by llama.cpp's name: "smollm", "gpt-2"
  std::vector<std::string> tokens;    ///< by id
  std::vector<std::string> merges;    ///< "left right", in the order of their rank; empty for scores
  std::vector<float> scores;          ///< by id; empty for merges
  std::vector<TokenType> types;       ///< by id; empty if the file does not say
  std::optional<int64_t> begin_id;    ///< begins a text
  std::optional<int64_t> end_id;      ///< ends a text
  std::optional<int64_t> unknown_id;  ///< stands for what has no token
  std::optional<int64_t> padding_id;  ///< fills a batch up
  bool add_begin = false;             ///< whether begin_id goes before every text
  bool add_space_prefix = false;      ///< whether a blank goes before every text
  std::string chat_template;          ///< Jinja text that lays out a dialogue; empty if there is none
};

}  // namespace llmsys
