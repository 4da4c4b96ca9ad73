// Lab 06, task 6.1: quality filters.
#include <cmath>
#include <limits>

#include "autograder/06_pretraining/data_inputs.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

constexpr size_t kMeasures = 21;

// Limits of 1 to 2 for every measure, and values of 1.5, but for one.
Values rules(size_t measure, double value) {
  std::vector<double> values(kMeasures, 1.5);
  values[measure] = value;
  return {{"values", to_list(values)},
          {"least", to_list(std::vector<double>(kMeasures, 1))},
          {"most", to_list(std::vector<double>(kMeasures, 2))}};
}

}  // namespace

LAB_TEST("6.1", "example", "words, characters, symbols, bullets and stop words of a few lines") {
  expect_right("measure_words", {{"text", "Caf\u00e9s of the Bay ...\n- to be #1\n\n- 42 and the \u2026\n"}});
  expect_right("measure_words", {{"text", "to be, or not to be: that is the question"}});
  expect_right("measure_words", {{"text", "one line"}});
}

LAB_TEST("6.1", "limits", "a value on its limit is inside, the next number beyond is outside, for each measure") {
  const double infinity = std::numeric_limits<double>::infinity();
  for (size_t measure = 0; measure < kMeasures; ++measure)
    for (const double limit : {1.0, 2.0})
      for (const double value : {limit, std::nextafter(limit, 0), std::nextafter(limit, 3)})
        expect_right("broken_rules", rules(measure, value));
  for (const double value : {0.0, -infinity, infinity, std::nan("")}) expect_right("broken_rules", rules(5, value));
}

LAB_TEST("6.1", "property", "any text is measured as by hand, and all rules that it breaks are named in order") {
  for (int i = 0; i < 40; ++i) expect_right("measure_words", {{"text", random_text(between(rng(), 0, 60))}});
  for (int i = 0; i < 10; ++i) {
    std::vector<double> values;
    for (size_t measure = 0; measure < kMeasures; ++measure) values.push_back(rng().uniform() * 3);
    expect_right("broken_rules", with(rules(0, 0), {{"values", to_list(values)}}));
  }
}

LAB_TEST("6.1", "edges", "an empty text, blanks, broken characters and a single line have shares, too") {
  for (const std::string& words :
       {std::string(), std::string(" \n\t \u3000"), std::string("\xff\xfe \xc3"), std::string("a\0b the\0", 8),
        std::string("..."), std::string("- -\r\n-\r\n"), std::string("######"), std::string("\n\n\nthe")})
    expect_right("measure_words", {{"text", words}});
}
