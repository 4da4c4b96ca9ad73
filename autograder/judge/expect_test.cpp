// The expectations of lab_test.h: what they let pass, and what they say.
#include <limits>

#include "autograder/judge/lab_test.h"
#include "autograder/judge/test_lab.h"
#include "framework/base/error.h"
#include "framework/device/device.h"
#include "framework/tensor/factories.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string equal(const Value& got, const Value& want) {
  return failure_of([&] { expect_equal(got, want, "y"); });
}

std::string close(const Value& got, double want, double tolerance = 0.1) {
  return failure_of([&] { expect_close(got, want, tolerance, "loss"); });
}

}  // namespace

TEST_CASE("equal values of every type pass") {
  const TestCase test;
  for (const Value& value : {Value(1), Value(0.5), Value(true), Value("s"), Value(zeros({2})), Value(List{1, List{}}),
                             Value(Values{{"a", 1}, {"b", "c"}})})
    CHECK(equal(value, value) == "it passed");
}

TEST_CASE("the first difference is named with its index, what came and what was wanted") {
  const TestCase test;
  CHECK(equal(2, 3) == "FAIL: y: got 2, want 3");
  CHECK(equal("a\nb", "ab") == "FAIL: y: got \"a\\nb\", want \"ab\"");
  CHECK(equal(List{1, 2, 4}, List{1, 3, 5}) == "FAIL: y[1]: got 2, want 3");
  CHECK(equal(List{1}, List{1, 3}) == "FAIL: y: got 1 values [1], want 2 values [1, 3]");
  CHECK(equal(Values{{"a", List{Values{{"b", 1}}}}}, Values{{"a", List{Values{{"b", 2}}}}}) ==
        "FAIL: y.a[0].b: got 1, want 2");
  CHECK(equal(from_values({1, 2, 3, 5, 5, 7}, {2, 3}), from_values({1, 2, 3, 4, 5, 6}, {2, 3})) ==
        "FAIL: y: 2 of 6 values differ, 0 NaN; worst at (1,0): got 5, want 4 (atol 0, rtol 0)");
}

TEST_CASE("another type, shape or dtype is named before any value") {
  const TestCase test;
  CHECK(equal(5, 5.0) == "FAIL: y: got an integer 5, want a number 5");
  CHECK(equal(zeros({2}), List{0, 0}) == "FAIL: y: got a tensor f32 (2), want a list [0, 0]");
  CHECK(equal(zeros({2, 3}), zeros({3, 2})) == "FAIL: y: shape: got (2,3), want (3,2)");
  CHECK(equal(zeros({2}, DType::f64), zeros({2})) == "FAIL: y: dtype: got f64, want f32");
  CHECK_THROWS_AS(expect_equal(Values{}, Values{{"a", 1}}, "y"), ValueError);
  CHECK_THROWS_AS(expect_close(Value(1), zeros({2}), {}, "y"), ValueError);
}

TEST_CASE("NaN never passes, not even against NaN") {
  const TestCase test;
  CHECK(equal(kNan, kNan) == "FAIL: y: got nan, want nan");
  CHECK(close(kNan, 1) == "FAIL: loss: got nan, want 1 (within 0.1)");
  CHECK(close(kNan, kNan) != "it passed");
  CHECK(close(1.0, kNan) != "it passed");
  CHECK(close(1.0, 1.0, kNan) == "it passed");  // equal is equal
  CHECK(close(1.5, 1.0, kNan) != "it passed");
  const Tensor nan = full({2}, kNan);
  CHECK(contains(equal(nan, nan), "2 of 2 values differ, 2 NaN"));
  CHECK(contains(failure_of([&] { expect_close(nan, zeros({2}), {.atol = kInfinity, .rtol = 0}, "y"); }), "2 NaN"));
}

TEST_CASE("numbers pass within the tolerance; infinities pass against themselves") {
  const TestCase test;
  CHECK(close(1.05, 1.0) == "it passed");
  CHECK(close(1, 1.05) == "it passed");
  CHECK(close(1.2, 1.0) == "FAIL: loss: got 1.2, want 1 (within 0.1)");
  CHECK(close(kInfinity, kInfinity) == "it passed");
  CHECK(close(kInfinity, -kInfinity) != "it passed");
  CHECK(close(kInfinity, 1) != "it passed");
  CHECK(failure_of([] { expect_close(full({2}, 1.5), ones({2}), {.atol = 1, .rtol = 0}, "y"); }) == "it passed");
}

TEST_CASE("a failure shows the inputs of the last call if they are short; a hidden test never does") {
  {
    const TestCase test;
    student("echo", {{"shape", std::vector<int64_t>{2, 3}}});
    CHECK(equal(2, 3) == "FAIL: y: got 2, want 3; for shape = [2, 3]");
    student("echo", {{"text", std::string(100, 'x')}, {"b", std::string(100, 'y')}, {"c", std::string(100, 'z')}});
    CHECK(equal(2, 3) == "FAIL: y: got 2, want 3");
  }
  const TestCase hidden(true);
  student("echo", {{"shape", std::vector<int64_t>{2, 3}}});
  CHECK(equal(2, 3) == "FAIL: y: got 2, want 3");
}

TEST_CASE("an exception of the student's fails the test with its message and place") {
  const TestCase test;
  const auto call = [](const char* kind) { return failure_of([&] { student("fail_with", {{"kind", kind}}); }); };
  CHECK(contains(call("shape"),
                 "FAIL: fail_with threw ShapeError: shapes (2,3) and (4) do not fit; for kind = \"shape\" (thrown at "
                 "autograder/"));
  CHECK(call("standard") == "FAIL: fail_with threw exception: vector::at; for kind = \"standard\"");
  CHECK(call("stub") == "FAIL: lab07 task 7.1: f is not written yet");
  CHECK(contains(call("memory"), "MEMORY: fail_with: out of memory (std::bad_alloc)"));
  CHECK(contains(call("memory"), "; for kind = \"memory\""));
}

TEST_CASE("an expected error must come, with its kind and its words") {
  const TestCase test;
  const auto error = [](const char* kind, const std::vector<std::string>& words) {
    return failure_of([&] { expect_error("fail_with", {{"kind", kind}}, ErrorKind::shape, words); });
  };
  CHECK(error("shape", {"(2,3)", "(4)"}) == "it passed");
  CHECK(contains(error("shape", {"(5)"}), "the error of fail_with should name (5); it says: shapes (2,3) and (4)"));
  CHECK(contains(error("none", {}), "FAIL: fail_with must throw ShapeError here, but returned {y: 1}"));
  CHECK(contains(error("standard", {}), "but threw exception: vector::at; for kind = \"standard\""));
  CHECK(error("stub", {}) == "FAIL: lab07 task 7.1: f is not written yet");
  CHECK(contains(error("memory", {}), "MEMORY: "));
}

TEST_CASE("a session is one object; two sessions are two") {
  const TestCase test;
  StudentSession a("counter", {{"from", 10}}), b("counter", {{"from", 0}});
  a.call("add", {{"n", 5}});
  b.call("add", {{"n", 1}});
  CHECK(a.call("get", {})["n"].integer() == 15);
  CHECK(b.call("get", {})["n"].integer() == 1);
}

TEST_CASE("the reference worker answers rightly; its faults are the grader's") {
  const TestCase test;
  CHECK(solution("sum", {{"a", 1}, {"b", 2}})["sum"].integer() == 3);
  CHECK(student("sum", {{"a", 1}, {"b", 2}})["sum"].integer() == 4);
  CHECK(contains(failure_of([] {
                   solution("fail_with", {{"kind", "shape"}});
                 }),
                 "INTERNAL: the reference solution failed"));
}

TEST_CASE("a worker on cuda finds its tensors there and answers from the CPU") {
  std::string why;
  if (!cuda_available(&why)) LLMSYS_SKIP(why);
  for (const Device device : {Device::cpu, Device::cuda}) {
    const TestCase test(false, device);
    const Values got = student("devices", {{"all", List{Values{{"x", ones({2})}}}}});
    CHECK(got["given"].bytes() == text(device));
    CHECK(got["made"].bytes() == text(device));
    CHECK(equal(got["y"].list().at(0), full({2}, 2)) == "it passed");
  }
}

TEST_CASE("outside a test there is nobody to ask") {
  CHECK(contains(message_of([] { student("echo", {}); }), "work inside a LAB_TEST only"));
}
