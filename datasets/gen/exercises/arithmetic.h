/// @file
/// Sums, differences, products and remainders. Scratchpads: Nye et al. 2021, "Show your work", arXiv:2112.00114; results
/// written backwards: Lee et al. 2023, "Teaching arithmetic to small transformers", arXiv:2307.03381, section 3.
#pragma once
#include <cstdint>
#include <string>

#include "datasets/gen/exercises/exercise.h"

namespace llmsys::corpora {

/// What is asked, and how the answer is written.
struct ArithmeticOptions {
  std::string operations = "+-*%";  ///< drawn from these; more often if it stands there more often
  int64_t digits = 3;               ///< most digits of an operand, 1 to 9
  bool scratchpad = false;          ///< the answer begins with the steps, a ';' behind each
  bool reversed = false;            ///< the result's last digit comes first: 12+34=64
};

/// "47+85=132". Operands have 1 to `digits` digits, each number of them as often; nothing is divided by 0, and no difference is
/// negative. With a scratchpad:
///
///     47+85=7+5+0=2,1;4+8+1=3,1;132      digits from the right: two digits and a carry make a digit and a carry
///     85-47=5-7-0=8,1;8-4-1=3,0;38       the same with a borrow
///     47*85=47*5=235;47*80=3760;3995     what is to be added
///     85%47=1*47=47;38                   what is to be taken away
///
/// @throws ValueError if an operation is none of + - * % or there is none, if digits is not 1 to 9, or index is negative
Exercise arithmetic(const ArithmeticOptions& options, uint64_t seed, int64_t index);

}  // namespace llmsys::corpora
