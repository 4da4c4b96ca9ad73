#include "autograder/report/utc_text.h"

#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("a moment is written in UTC, whatever the zone") {
  CHECK(utc_text(0) == "1970-01-01T00:00:00Z");
  CHECK(utc_text(1709164799) == "2024-02-28T23:59:59Z");
  CHECK(utc_text(1709164800) == "2024-02-29T00:00:00Z");
  CHECK(utc_now_text().size() == utc_text(0).size());
}
