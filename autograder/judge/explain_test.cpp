#include "autograder/judge/explain.h"

#include <limits>

#include "autograder/judge/test_lab.h"
#include "framework/tensor/factories.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("a mistake of the task is named when its numbers are the student's; one that throws is passed over") {
  TestCase test;
  student("sum", {{"a", 2}, {"b", 3}});  // 6
  const Explanation why = explain(test.state(), "7.1");
  CHECK(why.diagnosis == "one_more");
  CHECK(why.cause == "you add 1");
  CHECK(why.handout == "adds one");
  CHECK(explain(test.state(), "7.2").diagnosis == "other_task");
  CHECK(explain(test.state(), "7.3").diagnosis.empty());
  CHECK(explain(test.state(), "7.all").diagnosis == "other_task");
}

TEST_CASE("NaN is recognised as the mistake that gives NaN") {
  TestCase test;
  student("root", {{"x", -1.0}});
  CHECK(explain(test.state(), "7.1").diagnosis == "not_a_number");
}

TEST_CASE("a mistake that would give the right answer explains nothing") {
  TestCase test;
  student("root", {{"x", 4.0}});  // 2
  CHECK(explain(test.state(), "7.1").diagnosis.empty());
}

TEST_CASE("the first intermediate that differs is named, with its numbers, unless the test is hidden") {
  for (const bool secret : {false, true}) {
    TestCase test(secret);
    student("steps", {{"x", from_values({1, 0}, {2})}});
    CHECK(explain(test.state(), "7.1").probe ==
          (secret ? ""
                  : "the first intermediate that differs is tripled: 1 of 2 values differ, 0 NaN; worst at (0): got 8, "
                    "want 6 (atol 1e-05, rtol 1e-05)"));
  }
}

TEST_CASE("without a call, or after an exception, there is nothing to explain") {
  TestCase test;
  CHECK(explain(test.state(), "7.1").diagnosis.empty());
  student_reply("fail_with", {{"kind", "shape"}});
  CHECK(explain(test.state(), "7.1").diagnosis.empty());
}

TEST_CASE("answers are the same up to rounding, in type, in names and in length") {
  const double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  CHECK(same_answer(1.0, 1.0 + 1e-7));
  CHECK_FALSE(same_answer(1.0, 1.001));
  CHECK(same_answer(infinity, infinity));
  CHECK_FALSE(same_answer(infinity, 1.0));
  CHECK_FALSE(same_answer(1.0, infinity));
  CHECK(same_answer(nan, nan));
  CHECK_FALSE(same_answer(nan, 0.0));
  CHECK_FALSE(same_answer(1, 1.0));
  CHECK(same_answer(List{1, "a"}, List{1, "a"}));
  CHECK_FALSE(same_answer(List{1}, List{1, 1}));
  CHECK(same_answer(Values{{"a", 1}, {"b", 2}}, Values{{"b", 2}, {"a", 1}}));
  CHECK_FALSE(same_answer(Values{{"a", 1}}, Values{{"b", 1}}));
  CHECK(same_answer(full({2}, 1.0), full({2}, 1.0 + 1e-7)));
  CHECK_FALSE(same_answer(zeros({2}), zeros({2, 1})));
}
