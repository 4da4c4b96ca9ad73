#include "autograder/protocol/values.h"

#include <cmath>

#include "framework/base/error.h"
#include "framework/tensor/factories.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("each value gives back what it holds") {
  CHECK(Value(3).integer() == 3);
  CHECK(Value(int64_t{1} << 60).integer() == int64_t{1} << 60);
  CHECK(Value(0.5).number() == 0.5);
  CHECK(Value(3).number() == 3.0);
  CHECK(Value(true).boolean());
  CHECK(Value("text").bytes() == "text");
  CHECK(Value(std::string("\0\xff", 2)).bytes() == std::string("\0\xff", 2));
  CHECK(Value(List{1, "two"}).list().size() == 2);
  CHECK(Value(Values{{"x", 1}}).map()["x"].integer() == 1);
  CHECK(Value(zeros({2})).tensor().shape() == Shape{2});
  CHECK(Value(std::vector<int64_t>{2, 3}).integers() == std::vector<int64_t>{2, 3});
  CHECK(Value(Shape{4, 5}).integers() == std::vector<int64_t>{4, 5});
}

TEST_CASE("a value of another type is an error that says both types and the value") {
  const std::vector<Value> all = {zeros({2, 3}), 1, 0.5, true, "s", List{1}, Values{{"x", 1}}};
  const std::vector<std::string> shown = {"a tensor f32 (2,3)", "an integer 1", "a number 0.5", "a boolean true",
                                          "bytes \"s\"",        "a list [1]",   "a map {x: 1}"};
  for (size_t i = 0; i < all.size(); ++i) {
    const Value& value = all[i];
    INFO(shown[i]);
    if (i != 0) CHECK(message_of([&] { return value.tensor(); }) == "want a tensor, got " + shown[i]);
    if (i != 1) CHECK(message_of([&] { return value.integer(); }) == "want an integer, got " + shown[i]);
    if (i != 1 && i != 2) CHECK(message_of([&] { return value.number(); }) == "want a number, got " + shown[i]);
    if (i != 3) CHECK(message_of([&] { return value.boolean(); }) == "want a boolean, got " + shown[i]);
    if (i != 4) CHECK(message_of([&] { return value.bytes(); }) == "want bytes, got " + shown[i]);
    if (i != 5) CHECK(message_of([&] { return value.list(); }) == "want a list, got " + shown[i]);
    if (i != 6) CHECK(message_of([&] { return value.map(); }) == "want a map, got " + shown[i]);
  }
  CHECK_THROWS_AS(Value(List{1, 0.5}).integers(), ValueError);
}

TEST_CASE("a map keeps the order of insertion, replaces by name, and names what it has") {
  Values values = {{"b", 1}, {"a", 2}, {"b", 3}};
  values.set("c", 4);
  values.set("a", 5);
  std::string order;
  for (const auto& [name, value] : values) order += name + to_text(value);
  CHECK(order == "b3a5c4");
  CHECK(values.find("d") == nullptr);
  CHECK(message_of([&] { values["d"]; }) == "no value named d; there are: b, a, c");
  CHECK(message_of([] { Values()["d"]; }) == "no value named d; there are none");
}

TEST_CASE("text of a value is one line, without control characters, cut at the limit") {
  CHECK(to_text(Value("a\nb\x1b[31m\x7f")) == "\"a\\nb?[31m?\"");
  CHECK(to_text(Value(List{1, List{}, Values{}})) == "[1, [], {}]");
  CHECK(to_text(Value(Values{{"a\n\x1b", 1}})) == "{a\\n?: 1}");
  CHECK(to_text(Value(std::nan(""))) == "nan");
  CHECK(to_text(Value(std::string(1000, 'x')), 10) == "\"xxxxxxxxx...");
  CHECK(to_text(Value(List(100000, Value(1))), 10).size() < 20);
  CHECK(to_text(Value(Tensor())) == "tensor (undefined)");
  CHECK(to_text(Value(zeros({2, 3}, DType::bf16))) == "tensor bf16 (2,3)");
}
