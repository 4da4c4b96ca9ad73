#include "framework/tensor/tensor.h"

#include <string>
#include <vector>

#include "framework/base/context.h"
#include "framework/memory/peak_meter.h"
#include "framework/tensor/probe.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::contains;
using testing::message_of;
using testing::require_equal;

TEST_CASE("a tensor is a handle: copies see the same elements") {
  Tensor a = zeros({2, 3});
  Tensor b = a;
  b.at<float>(1, 2) = 7;
  CHECK(a.at<float>(1, 2) == 7);
  CHECK(a.is_same(b));
  CHECK_FALSE(a.is_same(raw::transpose(a)));
  CHECK(a.shares_storage_with(raw::transpose(a)));
  CHECK_FALSE(a.shares_storage_with(raw::clone(a)));
}

TEST_CASE("a tensor knows its sizes") {
  const Tensor x = zeros({2, 3, 4}, DType::f64);
  CHECK(x.rank() == 3);
  CHECK(x.size(0) == 2);
  CHECK(x.size(-1) == 4);
  CHECK(x.numel() == 24);
  CHECK(x.bytes() == 192);
  CHECK(x.strides() == Strides{12, 4, 1});
  CHECK(x.is_contiguous());
  CHECK_FALSE(raw::transpose(x).is_contiguous());
  CHECK_THROWS_AS(x.size(3), IndexError);
}

TEST_CASE("an undefined tensor says so, whatever is asked of it") {
  Tensor x;
  CHECK_FALSE(x.defined());
  CHECK(contains(message_of([&] { static_cast<void>(x.shape()); }), "undefined"));
  CHECK_THROWS_AS(x.numel(), ValueError);
  CHECK_THROWS_AS(x.dtype(), ValueError);
  CHECK_THROWS_AS(x.data<float>(), ValueError);
  CHECK_THROWS_AS(x.version(), ValueError);
  CHECK_THROWS_AS(raw::add(x, x), ValueError);
  CHECK_THROWS_AS(raw::sum(x), ValueError);
  CHECK_THROWS_AS(raw::matmul(x, zeros({1, 1})), ValueError);
  CHECK_THROWS_AS(raw::cat({x, x}), ValueError);
  const Tensor y = zeros({1});
  x = y;
  CHECK(x.defined());
}

TEST_CASE("elements are reached by their own type only, and inside the bounds") {
  Tensor x = arange(6, DType::f32);
  x = raw::reshape(x, {2, 3});
  CHECK(x.at<float>(1, 0) == 3);
  CHECK(raw::transpose(x).at<float>(2, 1) == 5);
  CHECK_THROWS_AS(x.data<double>(), DTypeError);
  CHECK(contains(message_of([&] { x.at<int64_t>(0, 0); }), "holds f32, asked for i64"));
  CHECK_THROWS_AS(x.at<float>(2, 0), IndexError);
  CHECK_THROWS_AS(x.at<float>(0, -1), IndexError);
  CHECK_THROWS_AS(x.at<float>(0), IndexError);
  CHECK(message_of([&] { x.at<float>(0, 3); }) ==
        "[at] index (0,3) is out of range for shape (2,3): dimension 1 takes 0 to 2");
}

TEST_CASE("item takes the only element, of any rank") {
  CHECK(scalar(2.5).item<float>() == 2.5F);
  CHECK(full({1, 1, 1}, 3, DType::i64).item<int64_t>() == 3);
  CHECK_THROWS_AS(zeros({2}).item<float>(), ShapeError);
  CHECK_THROWS_AS(zeros({0}).item<float>(), ShapeError);
  CHECK_THROWS_AS(zeros({1}).item<double>(), DTypeError);
}

TEST_CASE("memory comes from the context's resource and goes back with the last handle") {
  PeakMeter meter(default_memory());
  Context mine = context();
  mine.memory = &meter;
  const ContextScope scope(mine);
  {
    const Tensor x = zeros({10});
    CHECK(meter.current_bytes() == 40);
    const Tensor view = raw::slice(x, 0, 2, 4);
    const Tensor copy = x;
    CHECK(meter.allocations() == 1);
    const Tensor nothing = zeros({0, 3});
    CHECK(meter.current_bytes() == 40);
  }
  CHECK(meter.current_bytes() == 0);
  CHECK_THROWS_AS(zeros({int64_t{1} << 48}), OutOfMemory);
  CHECK_THROWS_AS(zeros({int64_t{1} << 62}), OutOfMemory);
}

TEST_CASE("a view keeps the storage alive") {
  Tensor view;
  {
    const Tensor x = arange(10);
    view = raw::slice(x, 0, 5);
  }
  CHECK(view.at<int64_t>(0) == 5);
}

TEST_CASE("storage leaves and comes back without touching the version") {
  PeakMeter meter(default_memory());
  Context mine = context();
  mine.memory = &meter;
  const ContextScope scope(mine);
  Tensor x = ones({4, 4});
  const Tensor view = raw::transpose(x);
  raw::fill_(x, 2);
  const uint64_t version = x.version();
  x.storage().release();
  x.storage().release();
  CHECK(meter.current_bytes() == 0);
  CHECK(x.storage().released());
  CHECK(x.storage().resident_bytes() == 0);
  CHECK(x.storage().bytes() == 64);
  CHECK(x.shape() == Shape{4, 4});
  CHECK(contains(message_of([&] { static_cast<void>(view.data<float>()); }), "materialize"));
  CHECK_THROWS_AS(raw::add(x, x), ValueError);
  x.storage().materialize();
  x.storage().materialize();
  CHECK(meter.current_bytes() == 64);
  CHECK(x.version() == version);
  raw::copy_(x, full({4, 4}, 5));
  CHECK(view.at<float>(3, 1) == 5);
  CHECK(x.version() == version + 1);
}

TEST_CASE("operations in place raise the version of every view") {
  Tensor x = zeros({2, 2});
  const Tensor row = raw::select(x, 0, 1);
  CHECK(x.version() == 0);
  raw::copy_(row, ones({2}));
  raw::fill_(x, 3);
  raw::add_out(x, x, x);
  raw::sum_out(raw::select(x, 0, 0), ones({3, 2}), 0);
  CHECK(x.version() == 4);
  CHECK(row.version() == 4);
  static_cast<void>(raw::add(x, x));
  CHECK(x.version() == 4);
}

namespace llmsys {
class Node {
 public:
  int shares = 0;
};
}  // namespace llmsys

TEST_CASE("a tensor holds one share in its node, and gives it back") {
  Node first, second;
  {
    Tensor x = zeros({1});
    CHECK(x.node() == nullptr);
    const auto release = [](Node* node) { --node->shares; };
    x.set_node(&first, 1, release);
    ++first.shares;
    const Tensor other = x;
    CHECK(other.node() == &first);
    CHECK(other.node_output() == 1);
    CHECK(raw::transpose(zeros({1, 1})).node() == nullptr);
    x.set_node(&second, 0, release);
    ++second.shares;
    CHECK(first.shares == 0);
  }
  CHECK(second.shares == 0);
}

TEST_CASE("a tensor is unshared while no other handle or view can see its elements") {
  const Tensor x = zeros({2, 2});
  CHECK(x.is_unshared());
  {
    const Tensor handle = x;
    CHECK_FALSE(x.is_unshared());
  }
  CHECK(x.is_unshared());
  const Tensor view = raw::transpose(x);
  CHECK_FALSE(x.is_unshared());
  CHECK_FALSE(view.is_unshared());
}

namespace {
class Recorder final : public ProbeSink {
 public:
  void add(std::string_view name, const Tensor& value) override {
    names.emplace_back(name);
    values.push_back(raw::clone(value));
  }
  std::vector<std::string> names;
  std::vector<Tensor> values;
};
}  // namespace

TEST_CASE("a probe reaches the sink that the context names, and nobody else") {
  probe("lost", zeros({1}));
  Recorder recorder;
  Context mine = context();
  mine.probes = &recorder;
  const ContextScope scope(mine);
  probe("scores", full({2}, 4));
  REQUIRE(recorder.names == std::vector<std::string>{"scores"});
  require_equal(recorder.values[0], full({2}, 4));
}
