#include <algorithm>
#include <cstdlib>
#include <set>

#include "datasets/gen/exercises/arithmetic.h"
#include "datasets/gen/exercises/brackets.h"
#include "datasets/gen/exercises/sequences.h"
#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::corpora;

namespace {

constexpr int64_t kCount = 500;

// What a line's two numbers and sign say, by the machine's own arithmetic on doubles.
std::string computed(const std::string& question) {
  const size_t at = question.find_first_of("+-*%");
  const double a = std::atof(question.c_str()), b = std::atof(question.c_str() + at + 1);
  const double quotient = b == 0 ? 0 : static_cast<double>(static_cast<int64_t>(a / b));
  const double result = question[at] == '+'   ? a + b
                        : question[at] == '-' ? a - b
                        : question[at] == '*' ? a * b
                                              : a - quotient * b;
  return std::to_string(static_cast<int64_t>(result));
}

uint64_t fingerprint(const MakeExercise& make) {
  const std::string text = exercises(make, 1, 1000);
  return hash_text(text.data(), text.size());
}

}  // namespace

TEST_CASE("arithmetic is right, in all ways to write it") {
  for (const bool scratchpad : {false, true})
    for (const bool reversed : {false, true})
      for (const int64_t digits : {1, 3, 6}) {
        const ArithmeticOptions options{.digits = digits, .scratchpad = scratchpad, .reversed = reversed};
        for (int64_t i = 0; i < kCount; ++i) {
          const Exercise exercise = arithmetic(options, 5, i);
          std::string result = result_of(exercise.answer);
          if (reversed) std::reverse(result.begin(), result.end());
          INFO(exercise.question << exercise.answer);
          CHECK(result == computed(exercise.question));
          CHECK((exercise.answer.find(';') != std::string::npos) == scratchpad);
        }
      }
}

TEST_CASE("all operations are asked, operands of all lengths, and differences are not negative") {
  std::set<char> signs;
  std::set<size_t> lengths;
  for (int64_t i = 0; i < kCount; ++i) {
    const Exercise exercise = arithmetic({.operations = "+-*%", .digits = 4}, 1, i);
    const size_t at = exercise.question.find_first_of("+-*%");
    signs.insert(exercise.question[at]);
    lengths.insert(at);
    CHECK(exercise.answer[0] != '-');
  }
  CHECK(signs == std::set<char>{'+', '-', '*', '%'});
  CHECK(lengths == std::set<size_t>{1, 2, 3, 4});
}

TEST_CASE("scratchpads are written as their comment says") {
  const auto line = [](const char* operation) {
    const Exercise exercise = arithmetic({.operations = operation, .digits = 2, .scratchpad = true}, 3, 27'343);
    return exercise.question + exercise.answer;
  };
  CHECK(line("+") == "47+85=7+5+0=2,1;4+8+1=3,1;132");
  CHECK(line("-") == "85-47=5-7-0=8,1;8-4-1=3,0;38");
  CHECK(line("*") == "47*85=47*5=235;47*80=3760;3995");
  CHECK(line("%") == "47%85=0*85=0;47");
}

TEST_CASE("Dyck-2: question and answer together are balanced, and never deeper than asked") {
  for (const auto& [length, depth] : {std::pair<int64_t, int64_t>{1, 1}, {2, 1}, {7, 1}, {8, 2}, {24, 6}, {64, 3}})
    for (int64_t i = 0; i < 500; ++i) {
      const Exercise exercise = dyck({.length = length, .depth = depth}, 2, i);
      INFO(exercise.question << exercise.answer);
      std::string open;
      bool matched = true;
      for (const char c : exercise.question + exercise.answer) {
        if (c == ':') continue;
        if (c == '(' || c == '[') open += c;
        const bool closes = c == ')' || c == ']';
        matched = matched && (!closes || (!open.empty() && open.back() == (c == ')' ? '(' : '[')));
        if (closes && !open.empty()) open.pop_back();
        CHECK(static_cast<int64_t>(open.size()) <= depth);
      }
      CHECK(matched);
      CHECK(open.empty());
      CHECK(static_cast<int64_t>(exercise.question.size()) == length + 1);
      CHECK((depth == 1 && length % 2 == 0 ? exercise.answer.empty() : !exercise.answer.empty()));
    }
}

TEST_CASE("copy and reverse") {
  for (int64_t i = 0; i < 200; ++i) {
    const Exercise copy = copy_exercise(9, 4, i), reverse = reverse_exercise(9, 4, i);
    CHECK(copy.question == copy.answer + "|");
    CHECK(reverse.question == copy.question);
    CHECK(reverse.answer == std::string(copy.answer.rbegin(), copy.answer.rend()));
    CHECK(copy.answer.size() == 9);
  }
}

TEST_CASE("induction: the last letter came once before, and the answer follows it") {
  for (const int64_t length : {3, 4, 16, 100})
    for (int64_t i = 0; i < 300; ++i) {
      const auto [question, answer] = induction_exercise(length, 4, i);
      INFO(question << " " << answer);
      CHECK(static_cast<int64_t>(question.size()) == length);
      CHECK(std::ranges::count(question, question.back()) == 2);
      CHECK(answer == question.substr(question.find(question.back()) + 1, 1));
      CHECK(answer[0] != question.back());
    }
}

TEST_CASE("recall: letters differ, and the answer stands behind the one that is asked for") {
  for (const int64_t length : {1, 2, 13, 26})
    for (int64_t i = 0; i < 300; ++i) {
      const auto [question, answer] = recall_exercise(length, 4, i);
      const auto pairs = static_cast<size_t>(2 * length);
      std::set<char> letters;
      for (size_t k = 0; k < pairs; k += 2) letters.insert(question[k]);
      CHECK(letters.size() == static_cast<size_t>(length));
      CHECK(question.size() == pairs + 2);
      CHECK(answer == question.substr(question.find(question.back()) + 1, 1));
    }
}

TEST_CASE("the first thousand lines are what they were") {
  CHECK(fingerprint([](uint64_t s, int64_t i) { return arithmetic({}, s, i); }) == 0x2e3486f695e8b3f);
  CHECK(fingerprint([](uint64_t s, int64_t i) { return arithmetic({.scratchpad = true, .reversed = true}, s, i); }) ==
        0x80c7af8d1406e13c);
  CHECK(fingerprint([](uint64_t s, int64_t i) { return dyck({}, s, i); }) == 0x7ff6755fa3897fca);
  CHECK(fingerprint([](uint64_t s, int64_t i) { return copy_exercise(16, s, i); }) == 0xfa6e834e560d8c67);
  CHECK(fingerprint([](uint64_t s, int64_t i) { return induction_exercise(16, s, i); }) == 0xe9cb606c23c82fa3);
  CHECK(fingerprint([](uint64_t s, int64_t i) { return recall_exercise(8, s, i); }) == 0xc699bddcc744386f);
}

TEST_CASE("what cannot be is refused") {
  CHECK_THROWS_AS(arithmetic({.operations = ""}, 1, 0), ValueError);
  CHECK_THROWS_AS(arithmetic({.operations = "/"}, 1, 0), ValueError);
  CHECK_THROWS_AS(arithmetic({.digits = 0}, 1, 0), ValueError);
  CHECK_THROWS_AS(arithmetic({.digits = 10}, 1, 0), ValueError);
  CHECK_THROWS_AS(dyck({.length = 0}, 1, 0), ValueError);
  CHECK_THROWS_AS(dyck({.depth = 0}, 1, 0), ValueError);
  CHECK_THROWS_AS(copy_exercise(0, 1, 0), ValueError);
  CHECK_THROWS_AS(copy_exercise(3, 1, -1), ValueError);
  CHECK_THROWS_AS(induction_exercise(2, 1, 0), ValueError);
  CHECK_THROWS_AS(recall_exercise(27, 1, 0), ValueError);
  CHECK_THROWS_AS(exercises([](uint64_t s, int64_t i) { return dyck({}, s, i); }, 1, -1), ValueError);
}
