/// @file
/// Exercises with exactly one right answer: whether a model has it is no matter of taste.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

namespace llmsys::corpora {

/// A line of a corpus, in two parts: what a model is given, and what it has to write.
struct Exercise {
  std::string question;  ///< "12+34="
  std::string answer;    ///< "46"; with a scratchpad the result stands behind the last ';'

  /// Memberwise.
  bool operator==(const Exercise&) const = default;
};

/// Makes exercise number `index` of corpus `seed`.
using MakeExercise = std::function<Exercise(uint64_t seed, int64_t index)>;

/// Exercises 0 to count - 1, a line each: question, answer, newline.  @throws ValueError if count is negative
std::string exercises(const MakeExercise& make, uint64_t seed, int64_t count);

/// What follows the last ';' of an answer, or all of it: what counts.
std::string result_of(const std::string& answer);

}  // namespace llmsys::corpora
