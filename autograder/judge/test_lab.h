/// @file
/// A tiny lab for the judge's own tests: scenarios of a student who makes known mistakes. test_lab.cpp compiled with
/// LLMSYS_TEST_LAB_RIGHT=1 is the same without mistakes: the reference worker.
#pragma once
#include <functional>
#include <string>

#include "autograder/judge/case_state.h"

namespace llmsys::testing {

/// A case of the tiny lab, made the current one of this thread.
class TestCase {
 public:
  /// `secret`: as in a hidden test; `device`: where the workers compute.
  explicit TestCase(bool secret = false, Device device = Device::cpu);
  /// The state, for explain().
  CaseState& state() { return state_; }

 private:
  CaseState state_;
  CaseScope scope_;
};

/// How f() fails, as "FAIL: message"; "it passed" if it does not.
std::string failure_of(const std::function<void()>& f);

}  // namespace llmsys::testing
