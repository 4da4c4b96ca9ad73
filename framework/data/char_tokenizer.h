/// @file
/// The simplest tokenizer: a character is a token. Lab 05 builds the one that real models use.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// Numbers the distinct bytes of a text from 0, in byte order: 'A' comes before 'a', newline before all letters.
///
///     const CharTokenizer tokenizer("hello");          // vocabulary "ehlo"
///     tokenizer.encode("hole");                        // {1, 3, 2, 0}
///     tokenizer.decode(tokenizer.encode("hole"));      // "hole"
///
/// A character outside ASCII is several bytes, hence several tokens; any text round-trips all the same.
class CharTokenizer {
 public:
  /// @param text  every byte that occurs in it gets an id
  /// @throws ValueError if it is empty
  explicit CharTokenizer(std::string_view text);

  /// V, the number of distinct characters; ids are 0 .. V - 1.
  [[nodiscard]] int64_t vocabulary_size() const { return static_cast<int64_t>(vocabulary_.size()); }
  /// The characters in the order of their ids.
  [[nodiscard]] const std::string& vocabulary() const { return vocabulary_; }
  /// The id of one character.  @throws ValueError if it is not in the vocabulary
  [[nodiscard]] int64_t id_of(char character) const;

  /// One id a byte.  @throws ValueError if a character is not in the vocabulary; says which, and at what offset
  [[nodiscard]] std::vector<int64_t> encode(std::string_view text) const;
  /// One byte an id.  @throws IndexError if an id is not in 0 .. V - 1; says which, and at what position
  [[nodiscard]] std::string decode(std::span<const int64_t> ids) const;

 private:
  std::string vocabulary_;
  std::array<int16_t, 256> ids_;  // by byte; -1: not in the vocabulary
};

}  // namespace llmsys
