// Lab 06, task 6.6: learning rates.
#include "labs/06_pretraining/schedules.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "framework/base/error.h"

namespace llmsys::lab06 {

double cosine_rate(const Schedule& schedule, int64_t step) {
  // About 8 lines. A helper of your own may check the schedule for both functions.
  // TODO(lab06 task 6.6): your code here.
  throw NotImplemented("lab06 task 6.6: cosine_rate is not written yet");
}

double wsd_rate(const Schedule& schedule, int64_t step) {
  // About 7 lines.
  // TODO(lab06 task 6.6): your code here.
  throw NotImplemented("lab06 task 6.6: wsd_rate is not written yet");
}

}  // namespace llmsys::lab06
