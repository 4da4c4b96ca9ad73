#include "framework/tensor/observe.h"

#include "framework/base/parallel.h"
#include "framework/tensor/detail/test_support.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

/// Runs f() under an observer.
template <class Function>
void observe(OpObserver& observer, const Function& f) {
  Context here = context();
  here.observer = &observer;
  const ContextScope scope(here);
  f();
}

/// What f() is counted as.
template <class Function>
OpTally tally(const Function& f) {
  FlopLedger ledger;
  observe(ledger, f);
  return ledger.total();
}

/// Calls, FLOPs, bytes.
OpTally counts(int64_t calls, int64_t flops, int64_t bytes) { return {calls, flops, bytes}; }

void multiply(Tensor& out, const Tensor& a, const Tensor& b) {
  framework_registry().find(kMul, Device::cpu, DType::f32)(out, a, b);
}

}  // namespace

TEST_CASE("elementwise operations count one FLOP per element of the output") {
  const Tensor a = ones({2, 3}), row = ones({3}), column = ones({4, 1}, DType::f64);
  CHECK(tally([&] { raw::add(a, a); }) == counts(1, 6, 3 * 24));
  CHECK(tally([&] { raw::mul(a, row); }) == counts(1, 6, 24 + 24 + 12));
  CHECK(tally([&] { raw::div(a, 2); }) == counts(1, 6, 24 + 24 + 4));
  CHECK(tally([&] { raw::sub(column, empty({1, 5}, DType::f64)); }) == counts(1, 20, (20 + 4 + 5) * 8));
  CHECK(tally([&] { raw::add_out(a, a, row); }) == counts(1, 6, 24 + 24 + 12));
  CHECK(tally([&] { raw::tanh(raw::transpose(a)); }) == counts(1, 6, 48));
  CHECK(tally([&] { raw::neg(zeros({0, 3})); }).flops == 0);
}

TEST_CASE("reductions count one FLOP per element of the input, a mean one more per result") {
  const Tensor x = ones({4, 5});
  CHECK(tally([&] { raw::sum(x); }) == counts(1, 20, 84));
  CHECK(tally([&] { raw::max(x, 0); }) == counts(1, 20, 80 + 20));
  CHECK(tally([&] { raw::sum_out(zeros({4}), x, 1); }).flops == 20);
  CHECK(tally([&] { raw::mean(x, 1); }).flops == 24);
  CHECK(tally([&] { raw::sum(raw::expand(empty({1, 5}), {4, 5}), 0); }) == counts(1, 20, 20 + 20));
}

TEST_CASE("products count 2 M K N for each matrix of the batch") {
  CHECK(tally([] { raw::matmul(empty({2, 3}), empty({3, 5})); }) == counts(1, 60, (6 + 15 + 10) * 4));
  CHECK(tally([] { raw::matmul(empty({7, 2, 3}), empty({3, 5})); }).flops == 7 * 60);
  CHECK(tally([] { raw::matmul(empty({7, 1, 2, 3}), empty({4, 3, 5})); }).flops == 28 * 60);
  CHECK(tally([] { raw::matmul(raw::transpose(empty({3, 2})), raw::transpose(empty({5, 3}))); }).flops == 60);
  CHECK(tally([] { raw::matmul(empty({3}), empty({3})); }).flops == 6);
  CHECK(tally([] { raw::matmul(empty({2, 0}), empty({0, 5})); }).flops == 0);
}

TEST_CASE("what moves elements is called but counts nothing") {
  const Tensor x = ones({100, 3}), index = zeros({4, 3}, DType::i64);
  CHECK(tally([&] { raw::clone(x); }) == counts(1, 0, 2 * 1200));
  CHECK(tally([&] { raw::to(x, DType::f64); }) == counts(1, 0, 1200 + 2400));
  CHECK(tally([&] { raw::fill_(x, 3); }) == counts(1, 0, 1200));
  CHECK(tally([&] { raw::gather(x, 0, index); }) == counts(1, 0, 48 + 48 + 96));
  CHECK(tally([&] { raw::cat({x, x}); }) == counts(2, 0, 4800));
}

TEST_CASE("rows count one FLOP per element of the input; softmax five, logsumexp four, as their parts") {
  const Tensor x = ones({4, 5});
  CHECK(tally([&] { raw::argmax(x, 1); }) == counts(1, 20, 80 + 32));
  CHECK(tally([&] { raw::topk(x, 2); }) == counts(1, 20, 80 + 8 * 4 + 8 * 8));
  CHECK(tally([&] { raw::softmax(x); }) == counts(1, 100, 160));
  CHECK(tally([&] { raw::log_softmax(x); }) == counts(1, 100, 160));
  CHECK(tally([&] { raw::logsumexp(x); }) == counts(1, 80, 80 + 16));
  CHECK(tally([&] { raw::log_softmax(x, 0); }).flops == 100);  // moved there and back: copies, which count nothing
  CHECK(tally([&] { raw::all_finite(x); }) == counts(1, 20, 81));
}

TEST_CASE("comparisons count as elementwise, choosing and placing as moves, adding as one FLOP per element added") {
  const Tensor x = ones({100, 3}), ids = zeros({4}, DType::i64), rows = ones({4, 3});
  const Tensor index = zeros({4, 3}, DType::i64), mask = zeros({100, 1}, DType::boolean);
  CHECK(tally([&] { raw::less(x, x); }) == counts(1, 300, 2400 + 300));
  CHECK(tally([&] { raw::logical_not(mask); }) == counts(1, 100, 200));
  CHECK(tally([&] { raw::sigmoid(x); }) == counts(1, 300, 2400));
  CHECK(tally([&] { raw::pow(x, 3); }) == counts(1, 300, 2400 + 4));
  CHECK(tally([&] { raw::add_(x, x); }) == counts(1, 300, 3600));
  CHECK(tally([&] { raw::add_(x, x, 2); }) == counts(1, 600, 2400));
  CHECK(tally([&] { raw::masked_fill(x, mask, 0); }) == counts(1, 0, 2400 + 100 + 4));
  CHECK(tally([&] { raw::index_select(x, 0, ids); }) == counts(1, 0, 48 + 48 + 32));
  CHECK(tally([&] { raw::index_add_(x, 0, ids, rows); }) == counts(1, 12, 2 * 48 + 48 + 32));
  CHECK(tally([&] { raw::scatter_(x, 0, index, rows); }) == counts(1, 0, 48 + 48 + 96));
  CHECK(tally([&] { raw::scatter_add_(x, 0, index, rows); }) == counts(1, 12, 2 * 48 + 48 + 96));
  CHECK(tally([&] { raw::stack({rows, rows}); }).flops == 0);
}

TEST_CASE("views and errors are no calls") {
  const Tensor x = ones({2, 3});
  CHECK(tally([&] {
          raw::transpose(x);
          raw::reshape(x, {3, 2});
          raw::slice(x, 0, 1);
          raw::select(x, 0, 1);
          raw::expand(x, {5, 2, 3});
          raw::squeeze(raw::unsqueeze(x, 0));
          raw::contiguous(x);
          raw::to(x, DType::f32);
          raw::split(x, 1);
        }) == OpTally{});
  const Tensor beyond = full({1, 3}, 2, DType::i64);
  CHECK(tally([&] { CHECK_THROWS_AS(raw::gather(x, 0, beyond), IndexError); }) == OpTally{});
}

TEST_CASE("a ledger tells operations apart, forgets, and passes on what it hears") {
  DispatchTrace trace;
  FlopLedger ledger(&trace);
  observe(ledger, [] {
    raw::add(ones({8}), 1);
    raw::add(ones({8}), 2);
    raw::exp(ones({3}, DType::f64));
  });
  CHECK(ledger.of("add") == counts(2, 16, 2 * (32 + 32 + 4)));
  CHECK(ledger.of("exp").flops == 3);
  CHECK(ledger.of("mul") == OpTally{});
  CHECK(ledger.flops() == 19);
  CHECK(ledger.by_name().size() == 3);  // ones() fills
  CHECK(trace.table() ==
        "operation  device  dtype  served by  calls  FLOPs\n"
        "add        cpu     f32    framework      2     16\n"
        "exp        cpu     f64    framework      1      3\n"
        "fill       cpu     f32    framework      2      0\n"
        "fill       cpu     f64    framework      1      0\n");
  ledger.reset();
  CHECK(ledger.total() == OpTally{});
  CHECK(ledger.by_name().empty());
}

TEST_CASE("a trace shows whose kernel served, and counts it as the operation") {
  Registry mine = framework_registry();
  mine.set(kAdd, Device::cpu, DType::f32, multiply, "lab99");
  DispatchTrace trace;
  FlopLedger ledger(&trace);
  Context here = context();
  here.registry = &mine;
  const ContextScope scope(here);
  const Tensor x = full({3}, 5);
  observe(ledger, [&] { CHECK(raw::add(x, x).at<float>(2) == 25); });
  CHECK(trace.table() ==
        "operation  device  dtype  served by  calls  FLOPs\n"
        "add        cpu     f32    lab99          1      3\n");
  CHECK(ledger.of("add").flops == 3);
}

TEST_CASE("nothing is lost when several threads compute") {
  FlopLedger ledger;
  const Tensor x = ones({5});
  testing::with_threads(4, [&] {
    observe(ledger, [&] {
      parallel_for(4000, 1, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) raw::add(x, x);
      });
    });
    return 0;
  });
  CHECK(ledger.of("add") == counts(4000, 20000, 4000 * 60));
}

TEST_CASE("an operation that a lab dispatches itself is reported by hand, or to nobody") {
  FlopLedger ledger;
  const Shape shape{2};
  const OpCall call{"my_op", "lab15", Device::cpu, DType::f32, shape, 7, 11};
  report_call(call);
  observe(ledger, [&] { report_call(call); });
  CHECK(ledger.of("my_op") == counts(1, 7, 11));
}
