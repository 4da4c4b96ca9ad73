#include "datasets/gen/exercises/arithmetic.h"

#include <algorithm>

#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/base/text.h"

namespace llmsys::corpora {
namespace {

int64_t draw_operand(int64_t most_digits, Rng& rng) {
  int64_t limit = 10;
  for (uint64_t more = rng.below(static_cast<uint64_t>(most_digits)); more > 0; --more) limit *= 10;
  return static_cast<int64_t>(rng.below(static_cast<uint64_t>(limit)));
}

int64_t result_of(int64_t a, char operation, int64_t b) {
  switch (operation) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    default: return a % b;
  }
}

// "7+5+0=2,1;4+8+1=3,1;" or, with a minus, what is borrowed.
std::string steps_by_digit(int64_t a, char operation, int64_t b) {
  std::string out;
  const std::string sign(1, operation);
  int64_t carry = 0;
  do {
    const int64_t total = operation == '+' ? a % 10 + b % 10 + carry : a % 10 - b % 10 - carry;
    const int64_t next = total < 0 || total > 9 ? 1 : 0;
    out += text(a % 10, sign, b % 10, sign, carry, "=", (total + 10) % 10, ",", next, ";");
    carry = next;
    a /= 10;
    b /= 10;
  } while (a > 0 || b > 0);
  return out;
}

// "47*5=235;47*80=3760;": a times each digit of b, from the right.
std::string partial_products(int64_t a, int64_t b) {
  std::string out;
  int64_t place = 1;
  do {
    const int64_t part = b % 10 * place;
    out += text(a, "*", part, "=", a * part, ";");
    place *= 10;
    b /= 10;
  } while (b > 0);
  return out;
}

std::string steps(int64_t a, char operation, int64_t b) {
  if (operation == '*') return partial_products(a, b);
  if (operation == '%') return text(a / b, "*", b, "=", a / b * b, ";");
  return steps_by_digit(a, operation, b);
}

}  // namespace

Exercise arithmetic(const ArithmeticOptions& options, uint64_t seed, int64_t index) {
  LLMSYS_CHECK(ValueError, options.digits >= 1 && options.digits <= 9, "[arithmetic] digits must be 1 to 9, got ",
               options.digits);
  const bool known = options.operations.find_first_not_of("+-*%") == std::string::npos;
  LLMSYS_CHECK(ValueError, known && !options.operations.empty(), "[arithmetic] operations are some of +-*%, got '",
               options.operations, "'");
  LLMSYS_CHECK(ValueError, index >= 0, "[arithmetic] index must not be negative, got ", index);
  Rng rng(seed, static_cast<uint64_t>(index));
  const char operation = options.operations[rng.below(options.operations.size())];
  int64_t a = draw_operand(options.digits, rng), b = draw_operand(options.digits, rng);
  if (operation == '-' && a < b) std::swap(a, b);
  if (operation == '%') b = std::max<int64_t>(b, 1);
  std::string result = to_text(result_of(a, operation, b));
  if (options.reversed) std::reverse(result.begin(), result.end());
  return {text(a, std::string(1, operation), b, "="), (options.scratchpad ? steps(a, operation, b) : "") + result};
}

}  // namespace llmsys::corpora
