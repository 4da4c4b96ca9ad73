/// @file
/// Sequences of letters that ask for one thing a transformer's heads have to be able to do.
#pragma once
#include <cstdint>

#include "datasets/gen/exercises/exercise.h"

namespace llmsys::corpora {

/// The same again: "hxa|" -> "hxa".  @param length  letters, at least 1; the same for the others
/// @throws ValueError if length is too small or index is negative; as the others
Exercise copy_exercise(int64_t length, uint64_t seed, int64_t index);

/// Backwards: "hxa|" -> "axh".
Exercise reverse_exercise(int64_t length, uint64_t seed, int64_t index);

/// What came after this letter the last time? "kbzf...b" -> "z". The last letter is in the sequence just once before, with a
/// letter behind it. Olsson et al. 2022, "In-context learning and induction heads", arXiv:2209.11895.
/// @param length  letters of the question, at least 3
Exercise induction_exercise(int64_t length, uint64_t seed, int64_t index);

/// Which digit goes with this letter? "k3b7z1?b" -> "7": the letters differ. Ba et al. 2016, arXiv:1610.06258, section 4.1.
/// @param length  pairs, 1 to 26
Exercise recall_exercise(int64_t length, uint64_t seed, int64_t index);

}  // namespace llmsys::corpora
