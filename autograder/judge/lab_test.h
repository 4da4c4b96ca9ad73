/// @file
/// What a lab's tests are written with. They run in the judge; the code under test runs in a worker.
///
/// @code
/// LAB_TEST("0.2", "property", "each stride is the product of the sizes to its right") {
///   const Shape shape = random_shape(rng());
///   const Values out = student("contiguous_strides", {{"shape", shape}});
///   expect_equal(out["strides"], contiguous_strides_reference(shape), "strides");
/// }
/// @endcode
/// Points live in lab.json only: a test names its task and rung, and the runner checks that both exist.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "autograder/judge/channel.h"
#include "autograder/judge/grade_failure.h"
#include "autograder/protocol/values.h"
#include "framework/base/rng.h"
#include "framework/tensor/compare.h"

namespace llmsys {

/// Asks the code under test. An exception there fails the test, with its message.
Values student(const std::string& scenario, const Values& inputs);

/// Asks the code under test and hands back its exception too, for tests of errors.
Reply student_reply(const std::string& scenario, const Values& inputs);

/// Asks the reference solution, which runs in a worker of its own.
Values solution(const std::string& scenario, const Values& inputs);

/// A sequence of operations on one object of the student's, checked against a shadow model in the test.
class StudentSession {
 public:
  /// Makes the object.
  StudentSession(const std::string& kind, const Values& inputs);
  /// Runs one operation on it.
  Values call(const std::string& op, const Values& inputs);

 private:
  std::string kind_;
  int64_t id_;
};

/// The random numbers of this test: fresh for each run's seed, the same when the seed is given again.
Rng& rng();

/// Fails the test with `message` unless `holds`.
void expect(bool holds, const std::string& message);

/// Fails unless `got` is exactly `want`; the message names the first difference in `what`.
void expect_equal(const Value& got, const Value& want, const std::string& what);

/// Fails unless the tensor `got` has the shape and dtype of `want` and values within the tolerance. NaN never passes.
void expect_close(const Value& got, const Tensor& want, Tolerance tolerance, const std::string& what);

/// Fails unless the number `got` lies within `tolerance` of `want`. NaN never passes.
void expect_close(const Value& got, double want, double tolerance, const std::string& what);

/// Ends the test ungraded: it asks for hardware that is not there, or is not what the test is about.
[[noreturn]] void not_graded(const std::string& reason);

/// Gives only a part of the rung's points: a fraction from 0 to 1, and why. Of several calls the one that gives least
/// counts; a test that calls it never, or only with 1, passes. See counters.h for a curve from a counter to a fraction.
void score(double fraction, const std::string& message);

/// Fails unless the scenario throws an error of that kind whose message contains each of `words`.
void expect_error(const std::string& scenario, const Values& inputs, ErrorKind kind,
                  const std::vector<std::string>& words);

/// A wrong variant of the reference. When a student's answer equals its answer, the mistake has a name.
struct Diagnosis {
  std::string task;                            ///< "0.2"
  std::string scenario;                        ///< whose answers it explains
  std::string name;                            ///< "column_major"
  std::string cause;                           ///< what the student probably did, and what to do about it
  std::string handout;                         ///< a few words of the handout's line that explains it
  std::function<Values(const Values&)> wrong;  ///< the mistake, as code
};

/// Each lab defines this once, in autograder/NN_name/diagnoses.cpp; an empty list is fine.
std::vector<Diagnosis> lab_diagnoses();

/// One LAB_TEST.
struct LabTest {
  std::string task;   ///< "0.2"; "all" for the test that links all of the student's files
  std::string rung;   ///< name of the rung in lab.json
  std::string claim;  ///< what holds when it passes
  void (*body)();     ///< throws GradeFailure
};

/// The tests linked into this judge.
std::vector<LabTest>& lab_tests();

namespace detail {
/// Adds a test to lab_tests() when the program starts.
struct LabTestRegistration {
  LabTestRegistration(const char* task, const char* rung, const char* claim, void (*body)());
};
}  // namespace detail

#define LLMSYS_LAB_TEST_NAME_(prefix, line) prefix##line
#define LLMSYS_LAB_TEST_(line, task, rung, claim)                                                         \
  static void LLMSYS_LAB_TEST_NAME_(lab_test_, line)();                                                   \
  static const ::llmsys::detail::LabTestRegistration LLMSYS_LAB_TEST_NAME_(lab_test_registration_, line)( \
      task, rung, claim, &LLMSYS_LAB_TEST_NAME_(lab_test_, line));                                        \
  static void LLMSYS_LAB_TEST_NAME_(lab_test_, line)()

/// Defines a test of rung `rung` of task `task`; the claim is what the report prints.
#define LAB_TEST(task, rung, claim) LLMSYS_LAB_TEST_(__LINE__, task, rung, claim)

}  // namespace llmsys
