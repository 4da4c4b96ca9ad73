#include "autograder/judge/corruption.h"

#include <cmath>

#include "autograder/judge/explain.h"
#include "framework/tensor/factories.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

const Values kAnswer = {{"t", from_vector<float>({1, 2})},
                        {"i", from_vector<int64_t>({3, 4})},
                        {"x", 0.5},
                        {"n", 7},
                        {"yes", true},
                        {"words", "abc"},
                        {"list", List{1, 2}}};

Values seen(Corruption corruption, const Values& answer) {
  Corrupter corrupter(corruption);
  return corrupter
      .changed_reply({.scenario = "s", .op = "", .inputs = {}},
                     {.call = 1, .outputs = answer, .error = {}, .probes = {}})
      .outputs;
}

}  // namespace

TEST_CASE("NaN replaces what is not whole, zeros replace all numbers") {
  const Values nan = seen(Corruption::nan, kAnswer), zero = seen(Corruption::zeros, kAnswer);
  CHECK(std::isnan(nan["x"].number()));
  CHECK(std::isnan(nan["t"].tensor().data<float>()[1]));
  CHECK(nan["n"].integer() == 7);
  CHECK(nan["i"].tensor().data<int64_t>()[1] == 4);
  CHECK(zero["n"].integer() == 0);
  CHECK(zero["i"].tensor().data<int64_t>()[1] == 0);
  CHECK_FALSE(zero["yes"].boolean());
  CHECK(zero["list"].list()[1].integer() == 0);
}

TEST_CASE("empty answers hold nothing, reshaped ones the same in another form") {
  const Values empty = seen(Corruption::empty, kAnswer), other = seen(Corruption::reshaped, kAnswer);
  CHECK(empty["t"].tensor().numel() == 0);
  CHECK(empty["list"].list().empty());
  CHECK(empty["words"].bytes().empty());
  CHECK(other["t"].tensor().shape() == Shape{1, 2});
  CHECK(other["list"].list().size() == 1);
}

TEST_CASE("previous answers are those of the same scenario") {
  Corrupter corrupter(Corruption::previous);
  const auto ask = [&](const std::string& scenario, int answer) {
    return corrupter
        .changed_reply({.scenario = scenario, .op = "", .inputs = {}},
                       {.call = 1, .outputs = {{"n", answer}}, .error = {}, .probes = {}})
        .outputs["n"]
        .integer();
  };
  CHECK(ask("a", 1) == 1);
  CHECK(ask("b", 2) == 2);
  CHECK_FALSE(corrupter.changed());
  CHECK(ask("a", 3) == 1);
  CHECK(ask("a", 4) == 3);
  CHECK(corrupter.changed());
}

TEST_CASE("errors stay what they are, and what is not changed is not counted") {
  Corrupter corrupter(Corruption::zeros);
  const RemoteError error{ErrorKind::value, "bad", ""};
  const Reply reply = corrupter.changed_reply({}, {.call = 1, .outputs = {}, .error = error, .probes = {}});
  CHECK(reply.error->message == "bad");
  corrupter.changed_reply({}, {.call = 2, .outputs = {{"n", 0}}, .error = {}, .probes = {}});
  CHECK_FALSE(corrupter.changed());
  corrupter.changed_reply({}, {.call = 3, .outputs = {{"n", 1}}, .error = {}, .probes = {}});
  CHECK(corrupter.changed());
}
