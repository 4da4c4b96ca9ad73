#include "framework/tensor/registry.h"

#include <set>

#include "framework/base/context.h"
#include "framework/tensor/raw.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::message_of;

namespace {
void add_is_42(Tensor& out, const Tensor& /*a*/, const Tensor& /*b*/) { raw::fill_(out, 42); }
}  // namespace

TEST_CASE("a copy of the table with another kernel serves whoever's context points at it") {
  const Tensor x = ones({3});
  Registry mine = framework_registry();
  mine.set(kAdd, Device::cpu, DType::f32, add_is_42, "lab99");
  CHECK(mine.who(kAdd, Device::cpu, DType::f32) == "lab99");
  CHECK(mine.who(kAdd, Device::cpu, DType::f64) == "framework");
  CHECK(framework_registry().who(kAdd, Device::cpu, DType::f32) == "framework");
  {
    Context here = context();
    here.registry = &mine;
    const ContextScope scope(here);
    CHECK(&current_registry() == &mine);
    CHECK(raw::add(x, x).at<float>(0) == 42);
    CHECK(raw::mul(x, x).at<float>(0) == 1);
  }
  CHECK(raw::add(x, x).at<float>(0) == 2);
}

TEST_CASE("a missing kernel is an error that says what there is") {
  const Registry& table = framework_registry();
  CHECK(message_of([&] { table.find(kExp, Device::cpu, DType::i64); }) ==
        "[exp] has no kernel for i64 on cpu; it has f32, f64, f16, bf16: convert with raw::to(x, dtype)");
  CHECK_THROWS_AS(table.find(kAdd, Device::cpu, DType::u8), DTypeError);
  CHECK(table.who(kAdd, Device::cpu, DType::u8).empty());
  Registry empty;
  CHECK(message_of([&] { empty.find(kExp, Device::cuda, DType::f32); }) ==
        "[exp] has no kernel on cuda: this build has none; use cpu");
  CHECK_THROWS_AS(empty.find(kAdd, Device::cpu, DType::f32), DeviceError);
  CHECK_THROWS_AS(empty.set(OpKey<UnaryKernel>{kMaxOps, "beyond"}, Device::cpu, DType::f32, nullptr, ""), ValueError);
}

TEST_CASE("every operation of the framework has its own row, and a kernel for f32 or, if it is logic, for bool") {
  std::set<int> rows;
  constexpr size_t kOfFloats = 46;
  DType dtype = DType::f32;
  const auto check = [&](const auto&... keys) {
    (rows.insert(keys.id), ...);
    CHECK(rows.size() == sizeof...(keys) + (dtype == DType::f32 ? 0 : kOfFloats));
    CHECK((!framework_registry().who(keys, Device::cpu, dtype).empty() && ...));
  };
  check(kFill, kCopy, kGather, kAdd, kSub, kMul, kDiv, kMaximum, kMinimum, kNeg, kExp, kLog, kSqrt, kTanh, kAbs, kSum,
        kMax, kMin, kMatmul, kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual, kIsNan, kIsFinite,
        kAllFinite, kWhere, kScatter, kScatterAdd, kIndexSelect, kIndexAdd, kArgMax, kArgMin, kTopK, kLogSumExp,
        kSoftmax, kLogSoftmax, kSin, kCos, kRsqrt, kSigmoid, kErf, kPow, kAddScaled);
  dtype = DType::boolean;
  check(kLogicalAnd, kLogicalOr, kLogicalNot);
}
