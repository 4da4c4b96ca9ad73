#include "framework/base/text.h"

#include <limits>
#include <vector>

#include "framework/testing/test.h"

using llmsys::edit_distance;
using llmsys::join;
using llmsys::text;

TEST_CASE("text joins words and numbers in their shortest form") {
  CHECK(text("got ", 3, " of ", 4.5, ", ", true) == "got 3 of 4.5, true");
  CHECK(text(0.1f) == "0.1");
  CHECK(text(0.1) == "0.1");
  CHECK(text(std::numeric_limits<double>::quiet_NaN()) == "nan");
  CHECK(text(-std::numeric_limits<float>::infinity()) == "-inf");
}

TEST_CASE("join puts the separator between items only") {
  CHECK(join(std::vector<int>{}, ",").empty());
  CHECK(join(std::vector<int>{7}, ",") == "7");
  CHECK(join(std::vector<int>{7, 8, 9}, ", ") == "7, 8, 9");
}

TEST_CASE("edit_distance counts insertions, deletions and replacements") {
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("grade", "grade") == 0);
  CHECK(edit_distance("garde", "grade") == 2);
  CHECK(edit_distance("kitten", "sitting") == 3);
}
