// Lab 06, task 6.1: quality filters.
#include "autograder/judge/lab_test.h"

using namespace llmsys;

LAB_TEST("6.1", "edges", "an empty text has no words and breaks no share") {
  for (const Value& value : student("measure", {{"text", ""}})["values"].list()) expect_equal(value, 0.0, "a measure");
}
