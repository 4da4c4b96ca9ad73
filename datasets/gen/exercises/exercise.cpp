#include "datasets/gen/exercises/exercise.h"

#include "framework/base/error.h"

namespace llmsys::corpora {

std::string exercises(const MakeExercise& make, uint64_t seed, int64_t count) {
  LLMSYS_CHECK(ValueError, count >= 0, "[exercises] count must not be negative, got ", count);
  std::string out;
  for (int64_t i = 0; i < count; ++i) {
    const Exercise exercise = make(seed, i);
    out.append(exercise.question).append(exercise.answer).append("\n");
  }
  return out;
}

std::string result_of(const std::string& answer) {
  const size_t mark = answer.rfind(';');
  return mark == std::string::npos ? answer : answer.substr(mark + 1);
}

}  // namespace llmsys::corpora
