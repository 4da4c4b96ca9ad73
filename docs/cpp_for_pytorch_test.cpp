// Every C++ line that docs/cpp_for_pytorch.md shows, compiled and held to what the page says about it. What the page
// shows lies between a pair of `// [name]` lines; snippets_test.cpp checks that page and file agree.
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/base/text.h"
#include "framework/tensor/print.h"
#include "framework/tensor/raw.h"
#include "framework/testing/test.h"

namespace llmsys {
namespace {

TEST_CASE("a Tensor is a handle") {
  // [handles]
  Tensor x = from_values({1, 2, 3, 4, 5, 6}, {2, 3});
  Tensor y = x;
  y.at<float>(1, 2) = 60;
  CHECK(x.at<float>(1, 2) == 60);
  CHECK(y.is_same(x));
  CHECK(x.size(-1) == 3);
  CHECK(x.rank() == 2);
  CHECK(x.dtype() == DType::f32);
  Tensor z = raw::clone(x);
  float* p = x.data<float>();
  // [handles]
  CHECK(!z.shares_storage_with(x));
  CHECK(p[5] == 60);
  CHECK_THROWS_AS(x.at<float>(2, 0), IndexError);
  CHECK_THROWS_AS(x.at<double>(0, 0), DTypeError);
}

TEST_CASE("views alias") {
  Tensor x = from_values({1, 2, 3, 4, 5, 6}, {2, 3});
  // [views]
  Tensor t = raw::transpose(x);
  Tensor c = raw::slice(x, 1, 0, 2);
  Tensor row = raw::select(x, 0, 0);
  Tensor w = raw::reshape(x, {3, -1});
  Tensor e = raw::expand(row, {4, 3});
  CHECK(t.strides() == Strides{1, 3});
  CHECK(!t.is_contiguous());
  CHECK(t.shares_storage_with(x));
  Tensor s = raw::matmul(x, t);
  // [views]
  CHECK(s.at<float>(0, 1) == 32);  // 1*4 + 2*5 + 3*6
  t.at<float>(0, 1) = 40;
  CHECK(x.at<float>(1, 0) == 40);
  CHECK(c.shape() == Shape{2, 2});
  CHECK(w.shape() == Shape{3, 2});
  CHECK(w.shares_storage_with(x));
  CHECK(e.strides() == Strides{0, 1});
}

// [parameters]
float mean(const std::vector<float>& values) {  // reads the caller's vector: no copy, no change
  float sum = 0;
  for (const float value : values) sum += value;
  return sum / static_cast<float>(values.size());
}

void scale(std::vector<float>& values, float k) {  // changes the caller's vector
  for (float& value : values) value *= k;
}

std::vector<float> scaled(std::vector<float> values, float k) {  // works on a copy of its own, returns it
  scale(values, k);
  return values;
}
// [parameters]

TEST_CASE("values, references and pointers") {
  const std::vector<float> original = {1, 2, 3};
  // [values]
  std::vector<float> a = original;
  std::vector<float>& b = a;
  const std::vector<float>* p = nullptr;
  CHECK((p == nullptr || p->empty()));
  p = &a;
  std::vector<float> c = std::move(a);
  // [values]
  CHECK(b.empty());  // b names a, and a was moved from
  CHECK(p->empty());
  CHECK(c == original);
  scale(c, 2);
  CHECK(mean(c) == 4);
  CHECK(scaled(original, 10) == std::vector<float>{10, 20, 30});
  CHECK(original.front() == 1);
}

TEST_CASE("lambdas capture") {
  int k = 2;
  // [lambdas]
  auto times = [k](int x) { return x * k; };
  auto later = [&k](int x) { return x * k; };
  k = 10;
  CHECK(times(1) == 2);
  CHECK(later(1) == 10);
  // [lambdas]
}

TEST_CASE("loops count down") {
  const int64_t n = 3;
  int64_t visited = 0;
  const auto visit = [&](auto i) { visited = visited * 10 + static_cast<int64_t>(i); };
  const std::vector<float> values = {7, 8};
  // [loops]
  for (int64_t i = 0; i < n; ++i) visit(i);
  for (int64_t i = n - 1; i >= 0; --i) visit(i);
  for (size_t i = values.size(); i-- > 0;) visit(i);
  for (const float v : values) visit(v);
  // [loops]
  CHECK(visited == 122101078);  // 0 1 2, 2 1 0, 1 0, 7 8
}

TEST_CASE("numbers have sizes") {
  const int rows = 100'000;
  const int hits = 1;
  const double got = std::numeric_limits<double>::quiet_NaN();
  // [numbers]
  CHECK(7 / 2 == 3);
  CHECK(-7 / 2 == -3);
  CHECK(-7 % 2 == -1);
  const double share = static_cast<double>(hits) / rows;
  const int64_t cells = int64_t{rows} * rows;
  const double root = std::sqrt(2.0);
  const bool close = std::abs(got - root) <= 1e-6;
  // [numbers]
  CHECK(share == 1e-5);
  CHECK(cells == 10'000'000'000);
  CHECK(!close);
}

TEST_CASE("lists, dicts and text") {
  const int64_t n = 3;
  const Tensor x = from_values({1, 2}, {2});
  // [containers]
  std::vector<int64_t> ids = {5, 6};
  ids.push_back(7);
  CHECK(std::ssize(ids) == 3);
  CHECK(ids.back() == 7);
  std::span<const int64_t> part = std::span(ids).subspan(1, 2);
  std::map<std::string, int64_t> counts;
  counts["the"] += 1;
  CHECK(counts.contains("the"));
  std::string line = text("got ", n, " of ", 4.5);
  std::puts(text(x).c_str());
  // [containers]
  CHECK(part[0] == 6);
  CHECK(counts["of"] == 0);  // looking up with [] inserts a zero
  CHECK(line == "got 3 of 4.5");
}

// [struct]
struct Split {
  Tensor train;     // (N)
  Tensor held_out;  // (M)
};

Split split_at(const Tensor& ids, int64_t position) {
  return {.train = raw::slice(ids, 0, 0, position), .held_out = raw::slice(ids, 0, position)};
}
// [struct]

TEST_CASE("a struct returns several results by name") {
  // [several]
  auto [train, held_out] = split_at(arange(10), 8);
  // [several]
  CHECK(train.numel() == 8);
  CHECK(held_out.at<int64_t>(0) == 8);
}

TEST_CASE("braces list elements") {
  // [braces]
  std::vector<int> three_ones(3, 1);      // 1, 1, 1: a count and a value
  std::vector<int> two_numbers = {3, 1};  // 3, 1: the elements
  // [braces]
  CHECK(three_ones == std::vector<int>{1, 1, 1});
  CHECK(two_numbers.size() == 2);
}

TEST_CASE("exceptions have kinds") {
  std::string message;
  // [exceptions]
  auto column_count = [](const Tensor& x) {
    LLMSYS_CHECK(ShapeError, x.rank() == 2, "[column_count] x must be (N,C), got ", x.shape());
    return x.size(1);
  };
  try {
    column_count(zeros({2, 3, 4}));
  } catch (const ShapeError& error) {
    message = error.what();
  }
  // [exceptions]
  CHECK(message == "[column_count] x must be (N,C), got (2,3,4)");
}

TEST_CASE("a scope cleans up after itself") {
  // [raii]
  Context mine = context();
  mine.threads = 1;
  {
    ContextScope scope(mine);  // from here on one thread ...
    CHECK(context().threads == 1);
  }  // ... until here, also when an exception flies past
  // [raii]
  CHECK(context().threads == 0);
}

// NOLINTBEGIN(performance-unnecessary-copy-initialization): the mistake is what the page shows
// [dangling]
std::string_view first_word_wrong(const std::string& line) {
  std::string lower = line;  // dies at the end of this function
  return std::string_view(lower).substr(0, lower.find(' '));
}

std::string first_word(const std::string& line) {
  return line.substr(0, line.find(' '));  // a string owns its characters
}
// [dangling]
// NOLINTEND(performance-unnecessary-copy-initialization)

TEST_CASE("results that own what they hold outlive the function") {
  CHECK(first_word("It is a truth") == "It");
  static_cast<void>(&first_word_wrong);
  // [growing]
  std::vector<int> v = {1, 2, 3};
  const int& first = v[0];
  const int kept = v[0];
  v.push_back(4);  // may move all elements: `first` now dangles, `kept` is a copy
  // [growing]
  static_cast<void>(&first);
  CHECK(kept == 1);
}

// [template]
template <class T>
T sum_of(const Tensor& x) {
  const T* values = x.data<T>();
  T sum = 0;
  for (int64_t i = 0; i < x.numel(); ++i) sum += values[i];
  return sum;
}
// [template]

TEST_CASE("templates are recipes") {
  // [instances]
  const float total = sum_of<float>(ones({2, 3}));
  const int64_t count = sum_of<int64_t>(arange(4));
  // [instances]
  CHECK(total == 6);
  CHECK(count == 6);
}

// [declaration]
float square(float x);  // in a header: callers need no more than this
// [declaration]

TEST_CASE("a declaration is enough to call") { CHECK(square(3) == 9); }

// [definition]
float square(float x) { return x * x; }  // in one source
// [definition]

}  // namespace
}  // namespace llmsys
