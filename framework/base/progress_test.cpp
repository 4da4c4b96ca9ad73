#include "framework/base/progress.h"

#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("a duration reads as people write it") {
  CHECK(duration_text(0) == "0:00");
  CHECK(duration_text(59.6) == "1:00");
  CHECK(duration_text(754) == "12:34");
  CHECK(duration_text(3723) == "1:02:03");
}

TEST_CASE("a line shows share, bar, count, time left and note") {
  CHECK(progress_line("train", 25, 100, 10, "loss 2.3", 120) ==
        "train 25% [######..................] 25/100  ETA 0:30  loss 2.3");
  CHECK(progress_line("count", 5, 0, 61, "", 120) == "count 5  1:01");
}

TEST_CASE("a line never exceeds the terminal, and odd totals do no harm") {
  CHECK(progress_line("label", 1, 2, 1, "a long note", 20).size() == 19);
  CHECK(progress_line("label", 9, 3, 1, "", 120) == "label 100% [########################] 9/3");
  CHECK(progress_line("label", 1, 2, 1, "", 0).empty());
}
