#include "autograder/judge/test_lab.h"

#include <limits>
#include <stdexcept>

#include "autograder/judge/lab_test.h"
#include "framework/base/text.h"

namespace llmsys {

std::vector<Diagnosis> lab_diagnoses() {
  const auto sum_and = [](int64_t more) {
    return [more](const Values& in) -> Values { return {{"sum", in["a"].integer() + in["b"].integer() + more}}; };
  };
  return {{"7.2", "sum", "other_task", "a mistake of another task", "", sum_and(1)},
          {"7.1", "sum", "refuses", "it throws", "", [](const Values&) -> Values { throw std::out_of_range("at"); }},
          {"7.1", "sum", "two_more", "you add 2", "adds two", sum_and(2)},
          {"7.1", "sum", "one_more", "you add 1", "adds one", sum_and(1)},
          {"7.1", "root", "always_two", "you return 2", "",
           [](const Values&) -> Values {
             return {{"y", 2.0}};
           }},
          {"7.1", "root", "not_a_number", "you take the root of a negative number", "", [](const Values&) -> Values {
             return {{"y", std::numeric_limits<double>::quiet_NaN()}};
           }}};
}

}  // namespace llmsys

namespace llmsys::testing {

// No limit of memory: a sanitizer takes more address space than any.
TestCase::TestCase(bool secret, Device device)
    : state_("", LLMSYS_TEST_SOLUTION, {.memory_bytes = int64_t{1} << 47, .device = device}, Rng(1), secret),
      scope_(state_) {}

std::string failure_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const GradeFailure& failure) {
    return text(failure.status(), ": ", failure.what());
  }
  return "it passed";
}

}  // namespace llmsys::testing
