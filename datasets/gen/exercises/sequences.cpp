#include "datasets/gen/exercises/sequences.h"

#include <utility>

#include "framework/base/error.h"
#include "framework/base/rng.h"

namespace llmsys::corpora {
namespace {

constexpr int64_t kLetters = 26;

Rng generator(const char* who, int64_t length, int64_t least, uint64_t seed, int64_t index) {
  LLMSYS_CHECK(ValueError, length >= least, "[", who, "] length must be at least ", least, ", got ", length);
  LLMSYS_CHECK(ValueError, index >= 0, "[", who, "] index must not be negative, got ", index);
  return Rng(seed, static_cast<uint64_t>(index));
}

char draw_letter(Rng& rng) { return static_cast<char>('a' + static_cast<char>(rng.below(kLetters))); }

std::string draw_letters(int64_t length, Rng& rng) {
  std::string out;
  for (int64_t i = 0; i < length; ++i) out += draw_letter(rng);
  return out;
}

// All letters in a drawn order: Fisher and Yates.
std::string shuffled_letters(Rng& rng) {
  std::string out;
  for (int64_t i = 0; i < kLetters; ++i) out += static_cast<char>('a' + i);
  for (size_t i = out.size() - 1; i > 0; --i) std::swap(out[i], out[rng.below(i + 1)]);
  return out;
}

}  // namespace

Exercise copy_exercise(int64_t length, uint64_t seed, int64_t index) {
  Rng rng = generator("copy", length, 1, seed, index);
  const std::string letters = draw_letters(length, rng);
  return {letters + "|", letters};
}

Exercise reverse_exercise(int64_t length, uint64_t seed, int64_t index) {
  Rng rng = generator("reverse", length, 1, seed, index);
  const std::string letters = draw_letters(length, rng);
  return {letters + "|", std::string(letters.rbegin(), letters.rend())};
}

Exercise induction_exercise(int64_t length, uint64_t seed, int64_t index) {
  Rng rng = generator("induction", length, 3, seed, index);
  const char query = draw_letter(rng);
  std::string letters = draw_letters(length, rng);
  for (char& letter : letters)
    while (letter == query) letter = draw_letter(rng);
  const size_t place = rng.below(letters.size() - 2);  // with another letter between it and the end
  letters[place] = letters.back() = query;
  return {letters, letters.substr(place + 1, 1)};
}

Exercise recall_exercise(int64_t length, uint64_t seed, int64_t index) {
  LLMSYS_CHECK(ValueError, length <= kLetters, "[recall] length must be at most ", kLetters, ", got ", length);
  Rng rng = generator("recall", length, 1, seed, index);
  const std::string letters = shuffled_letters(rng).substr(0, static_cast<size_t>(length));
  std::string question, digits;
  for (const char letter : letters) {
    digits += static_cast<char>('0' + static_cast<char>(rng.below(10)));
    question += letter;
    question += digits.back();
  }
  const size_t asked = rng.below(letters.size());
  return {question + "?" + letters[asked], digits.substr(asked, 1)};
}

}  // namespace llmsys::corpora
