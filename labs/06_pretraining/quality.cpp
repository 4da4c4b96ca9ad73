// Lab 06, task 6.1: what is measured of a document, and the rules that it breaks.
#include "labs/06_pretraining/quality.h"

#include <set>

#include "framework/base/error.h"
#include "labs/06_pretraining/words.h"

namespace llmsys::lab06 {

void measure_words(std::string_view text, Measures& measures) {
  // About 14 lines: a loop over words_of(text) for characters and different stop words; share() and share_of() of
  // words.h for what is divided.
  // TODO(lab06 task 6.1): your code here.
  throw NotImplemented("lab06 task 6.1: measure_words is not written yet");
}

std::vector<Measure> broken_rules(const Measures& measures, const QualityLimits& limits) {
  // About 6 lines. Ask for what is inside, and negate it: NaN is then outside.
  // TODO(lab06 task 6.1): your code here.
  throw NotImplemented("lab06 task 6.1: broken_rules is not written yet");
}

}  // namespace llmsys::lab06
