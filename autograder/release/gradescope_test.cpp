// What students read beside their points.
#include "autograder/release/gradescope.h"

#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("lateness and the best earlier score are told") {
  const std::string notes = metadata_notes(R"({"created_at": "2026-09-19T03:10:00.000-04:00",
    "assignment": {"due_date": "2026-09-18T23:59:00.000-04:00"},
    "previous_submissions": [{"score": "61.0"}, {"score": 74.5}, {"results": {}}]})");
  CHECK_THAT(notes, Catch::Matchers::Contains("Handed in 3 h 11 min after the due date"));
  CHECK_THAT(notes, Catch::Matchers::Contains("earlier submissions: 74.5"));
}

TEST_CASE("in time, the first submission, and metadata of other shapes say nothing") {
  CHECK(metadata_notes(
            R"({"created_at": "2026-09-18T03:10:00-04:00", "assignment": {"due_date": "2026-09-18T23:59:00-04:00"}})")
            .empty());
  for (const char* metadata :
       {"", "[]", "{", "{}", R"({"assignment": 3, "previous_submissions": 4})", R"({"previous_submissions": ["x", 2]})",
        R"({"created_at": 5, "assignment": {"due_date": "soon"}})"})
    CHECK(metadata_notes(metadata).empty());
}

TEST_CASE("a grader that failed gives a result that says so") {
  const std::string results = failed_results("bytes \xff that are no text");
  CHECK_THAT(results, Catch::Matchers::Contains("\"score\": 0"));
  CHECK_THAT(results, Catch::Matchers::Contains("not your submission's fault"));
}
