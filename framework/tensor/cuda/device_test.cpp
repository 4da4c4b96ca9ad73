// Tensors on Device::cuda: how they come there and back, who may look at them, what happens when devices meet.
#include "framework/device/device.h"

#include "framework/base/context.h"
#include "framework/memory/device_resource.h"
#include "framework/memory/peak_meter.h"
#include "framework/memory/poison_resource.h"
#include "framework/memory/pool_resource.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/detail/test_support.h"
#include "framework/tensor/observe.h"
#include "framework/tensor/print.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::message_of;
using testing::require_equal;

namespace {

/// A Context whose tensors are on cuda, in memory of `resource`; null: the default.
Context on_cuda(MemoryResource* resource = nullptr) {
  Context mine = context();
  mine.device = Device::cuda;
  mine.device_memory = resource;
  return mine;
}

}  // namespace

TEST_CASE("a tensor comes back from cuda as it was, in every dtype, from any view") {
  Rng rng(1);
  for (int i = 0; i < kDTypes; ++i)
    for (int64_t rank = 0; rank < 4; ++rank) {
      const Tensor x = testing::random_view(testing::random_shape(rng, rank), rng, static_cast<DType>(i));
      CAPTURE(x.dtype(), x.shape(), x.strides());
      const Tensor there = raw::to(x, Device::cuda);
      CHECK(there.device() == Device::cuda);
      CHECK((there.is_contiguous() && there.dtype() == x.dtype() && there.shape() == x.shape()));
      require_equal(raw::to(there, Device::cpu), x);
      CHECK(raw::to(there, Device::cuda).is_same(there));
      CHECK(raw::to(x, Device::cpu).is_same(x));
    }
}

TEST_CASE("a view of a tensor on cuda is cut there") {
  const Tensor x = raw::reshape(arange(24, DType::f32, Device::cpu), {2, 3, 4});
  const Tensor there = raw::to(x, Device::cuda);
  const auto cut = [](const Tensor& all) { return raw::transpose(raw::slice(all, 2, 1, 4, 2)); };  // (2,2,3)
  require_equal(raw::to(cut(there), Device::cpu), raw::contiguous(cut(x)));
  require_equal(raw::select(there, 0, 1), raw::select(x, 0, 1));
}

TEST_CASE("the host does not look into device memory, and is told what to do") {
  Tensor x = from_values({1, 2, 3}, {3}, DType::f32, Device::cuda);
  CHECK(
      message_of([&] { x.data<float>(); }) ==
      "[data] this tensor of shape (3) is on cuda: kernels take device_data<T>(), the host copies it first: raw::to(x, "
      "Device::cpu)");
  CHECK_THROWS_AS(x.at<float>(0), DeviceError);
  CHECK_THROWS_AS(x.data<double>(), DTypeError);
  CHECK(x.device_data<float>() != nullptr);
  CHECK_THROWS_AS(x.device_data<double>(), DTypeError);
  CHECK(raw::select(x, 0, 2).item<float>() == 3);
  CHECK_THROWS_AS(x.item<float>(), ShapeError);
  CHECK(to_vector<float>(x) == std::vector<float>{1, 2, 3});
  CHECK(to_text(x) == "[1. 2. 3.] f32 (3)");
  CHECK(compare(x, raw::to(x, Device::cpu)).ok());
}

TEST_CASE("the host looks into managed memory") {
  ManagedResource managed;
  Context mine = on_cuda(&managed);
  const ContextScope scope(mine);
  Tensor x = zeros({2, 3});
  CHECK(x.device() == Device::cuda);
  x.at<float>(1, 2) = 5;
  CHECK(raw::sum(x).item<float>() == 5);
  CHECK(raw::add(x, 1).data<float>()[5] == 6);
}

TEST_CASE("factories make tensors where the Context or the caller says") {
  CHECK(ones({2}).device() == Device::cpu);
  Rng first(7), second(7);
  const Tensor here = randn({3, 5}, first);
  Context mine = on_cuda();
  const ContextScope scope(mine);
  for (const Tensor& x : {empty({2}), zeros({2}), ones({2}), full({2}, 3), scalar(3), arange(4), from_values({1}, {1}),
                          from_vector(std::vector<float>{1, 2}), rand({2}, first), zeros_like(ones({1}))})
    CHECK(x.device() == Device::cuda);
  CHECK(ones({2}, DType::f32, Device::cpu).device() == Device::cpu);
  CHECK(zeros_like(here).device() == Device::cpu);
  require_equal(randn({3, 5}, second), here);
}

TEST_CASE("results are where their operands are, whatever the Context says") {
  const Tensor x = from_values({1, 2, 3, 4}, {2, 2}, DType::f32, Device::cuda);
  const Tensor index = from_values({1, 0}, {2}, DType::i64, Device::cuda);
  for (const Tensor& out :
       {raw::add(x, x), raw::mul(x, 2), raw::sub(1, x), raw::exp(x), raw::sum(x, 0), raw::mean(x), raw::matmul(x, x),
        raw::softmax(x, 1), raw::less(x, 2), raw::to(x, DType::i64), raw::clone(x), raw::cat({x, x}), raw::argmax(x, 0),
        raw::topk(x, 1).indices, raw::index_select(x, 0, index), raw::masked_fill(x, raw::less(x, 2), 0),
        raw::pack_u4(raw::to(x, DType::u8)), raw::unpack_u4(raw::pack_u4(raw::to(x, DType::u8))), raw::transpose(x)})
    CHECK(out.device() == Device::cuda);
  CHECK(raw::all_finite(x));
}

TEST_CASE("operands on two devices are an error that names both") {
  const Tensor here = ones({2, 2}), there = ones({2, 2}, DType::f32, Device::cuda);
  CHECK(message_of([&] { raw::add(there, here); }) ==
        "[add] takes tensors of one device, got cuda and cpu: move one with raw::to(x, Device::cuda)");
  CHECK_THROWS_AS(raw::matmul(here, there), DeviceError);
  CHECK_THROWS_AS(raw::where(raw::less(here, 2), there, there), DeviceError);
  CHECK_THROWS_AS(raw::cat({here, there}), DeviceError);
  CHECK_THROWS_AS(raw::add_(there, here), DeviceError);
  CHECK_THROWS_AS(raw::gather(there, 0, zeros({1, 1}, DType::i64)), DeviceError);
}

TEST_CASE("copy_ goes between devices, with conversion and broadcast") {
  const Tensor here = from_values({1, 2, 3}, {3}), there = zeros({2, 3}, DType::f64, Device::cuda);
  const uint64_t version = there.version();
  raw::copy_(there, here);
  CHECK(there.version() == version + 1);
  CHECK(to_vector<double>(there) == std::vector<double>{1, 2, 3, 1, 2, 3});
  Tensor back = zeros({3, 2});
  raw::copy_(raw::transpose(back), there);
  CHECK(to_vector<float>(back) == std::vector<float>{1, 1, 2, 2, 3, 3});
}

TEST_CASE("meters and poison serve memory of cuda; a pool wants the host to reach it") {
  DeviceResource device;
  ManagedResource managed;
  PeakMeter meter(device);
  PoisonResource poison(meter);
  CHECK((poison.device() == Device::cuda && !poison.host_accessible()));
  {
    Context mine = on_cuda(&poison);
    const ContextScope scope(mine);
    const Tensor x = empty({100});
    CHECK(meter.current_bytes() == 400);
    CHECK(raw::sum(raw::to(raw::is_nan(x), DType::i64)).item<int64_t>() == 100);
  }
  CHECK(meter.current_bytes() == 0);
  CHECK_THROWS_AS(PoolResource(device), ValueError);
  PoolResource pool(managed);
  Context mine = on_cuda(&pool);
  const ContextScope scope(mine);
  for (int i = 0; i < 3; ++i) CHECK(raw::sum(ones({50})).item<float>() == 50);
  CHECK(pool.device() == Device::cuda);
  CHECK(pool.stats().hits > 0);
}

TEST_CASE("an index out of range is the CPU's error, and nothing is written") {
  const Tensor here = zeros({2, 3}), bad = from_values({0, 3}, {2}, DType::i64), src = ones({2, 2});
  const auto messages = [&](Device device) {
    const Tensor x = raw::to(here, device), index = raw::to(bad, device), wide = raw::expand(index, {2, 2});
    const Tensor values = raw::to(src, device), rows = ones({2, 3}, DType::f32, device);
    std::string all;
    for (const std::string& message :
         {message_of([&] { raw::gather(x, 1, wide); }), message_of([&] { raw::index_select(x, 0, index); }),
          message_of([&] { raw::scatter_(x, 1, wide, values); }),
          message_of([&] { raw::scatter_add_(x, 1, wide, values); }),
          message_of([&] { raw::index_add_(x, 0, index, rows); })})
      all += message + "\n";
    CHECK(raw::sum(x).item<float>() == 0);
    return all;
  };
  CHECK(messages(Device::cuda) == messages(Device::cpu));
}

TEST_CASE("an observer is told that cuda computed, and of the same work") {
  FlopLedger ledger[2];
  for (const Device device : {Device::cpu, Device::cuda}) {
    Context mine = context();
    mine.observer = &ledger[static_cast<int>(device)];
    const ContextScope scope(mine);
    const Tensor a = ones({4, 5}, DType::f32, device);
    raw::softmax(raw::matmul(a, raw::transpose(a)), 1);
  }
  CHECK(ledger[0].by_name() == ledger[1].by_name());
  DispatchTrace trace;
  Context mine = context();
  mine.observer = &trace;
  const ContextScope scope(mine);
  ones({1}, DType::f32, Device::cuda);
  CHECK(testing::contains(trace.table(), "fill       cuda    f32    framework"));
}
