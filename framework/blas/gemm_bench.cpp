// Our products against the direct call of a library, in pairs: the machine drifts by more than the difference looked for.
//
//   blas_bench                                     every shape, all cores (counters: GFLOP/s, and library time / our time)
//   blas_bench --benchmark_filter=f32/             gemm of floats against dnnl_sgemm
//   blas_bench --benchmark_filter=f64/             gemm of doubles against cblas_dgemm of OpenBLAS
//   blas_bench --benchmark_filter=own/             our kernels for floats, whatever the backend, against dnnl_sgemm
//   taskset -c 0 blas_bench                        the same on one thread, by CPU time: right on a busy machine too
//   blas_bench --help                              what else Google Benchmark offers
//
// `ratio_median` is the claim, `ratio_min` the worst pair of a run; 1.1 means that ours took 1/1.1 of the library's time.
// After each measurement comes a pause, because idle threads of one pool spin for a while and slow the other pool down.
#include <benchmark/benchmark.h>
#include <cblas.h>
#include <dnnl.h>
#include <stdlib.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "framework/base/parallel.h"
#include "framework/base/rng.h"
#include "framework/base/text.h"
#include "framework/blas/detail/own.h"
#include "framework/blas/detail/shared_library.h"
#include "framework/blas/gemm.h"

using namespace llmsys;
using namespace llmsys::blas;

namespace {

struct Shape {
  int m, n, k;
  Transpose ta, tb;
};
constexpr Transpose N = Transpose::no, T = Transpose::yes;
constexpr Shape kShapes[] = {
    {1024, 1024, 1024, N, N}, {2048, 2048, 2048, N, N},
    {256, 3072, 768, N, T},   // GPT-2 124M, 256 tokens: up projection, weight stored (out, in)
    {1024, 3072, 768, N, T},  // 1024 tokens
    {256, 768, 3072, N, T},   // down projection
    {256, 768, 3072, N, N},   // its input gradient
    {3072, 768, 256, T, N},   // its weight gradient
    {256, 50257, 768, N, T},  // head
    {2048, 1536, 384, N, T},  // a small model: 6 layers of width 384
    {2048, 4096, 384, N, T},  // its head
    {64, 768, 768, N, T},     // 64 tokens
    {128, 128, 128, N, N},    // one attention head
    {8, 3072, 768, N, T},     // decoding a batch of 8
    {1, 3072, 768, N, T},     // decoding one token, weights in the cache
    {1, 32000, 768, N, T},    // and in memory
};

template <class Element>
struct Operands {
  Shape shape;
  std::vector<Element> a, b, c;

  explicit Operands(const Shape& s) : shape(s), a(filled(s.m, s.k)), b(filled(s.k, s.n)), c(filled(s.m, s.n)) {}
  int lda() const { return shape.ta == N ? shape.k : shape.m; }
  int ldb() const { return shape.tb == N ? shape.n : shape.k; }
  blas::detail::Gemm<Element> problem() {
    return {shape.ta, shape.tb, shape.m, shape.n, shape.k, 1, a.data(), lda(), b.data(), ldb(), 0, c.data(), shape.n};
  }

 private:
  static std::vector<Element> filled(int rows, int columns) {
    Rng rng(1);
    std::vector<Element> values(static_cast<size_t>(rows) * static_cast<size_t>(columns));
    for (Element& value : values) value = static_cast<Element>(rng.uniform() - 0.5);
    return values;
  }
};

template <class Element>
void ours(Operands<Element>& o) {
  const Shape& s = o.shape;
  gemm(s.ta, s.tb, s.m, s.n, s.k, Element{1}, o.a.data(), o.lda(), o.b.data(), o.ldb(), Element{0}, o.c.data(), s.n);
}

void own(Operands<float>& o) { own_gemm(o.problem()); }

void onednn(Operands<float>& o) {
  static const auto call =
      blas::detail::find_function<decltype(dnnl_sgemm)>(blas::detail::open_library(LLMSYS_DNNL_PATH), "dnnl_sgemm");
  const Shape& s = o.shape;
  call(s.ta == N ? 'N' : 'T', s.tb == N ? 'N' : 'T', s.m, s.n, s.k, 1, o.a.data(), o.lda(), o.b.data(), o.ldb(), 0,
       o.c.data(), s.n);
}

void openblas(Operands<double>& o) {
  static const auto call = [] {
    for (const char* slows_it_down : {"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"}) unsetenv(slows_it_down);
    return blas::detail::find_function<decltype(cblas_dgemm)>(blas::detail::open_library(LLMSYS_OPENBLAS_PATH),
                                                              "cblas_dgemm");
  }();
  const Shape& s = o.shape;
  call(CblasRowMajor, s.ta == N ? CblasNoTrans : CblasTrans, s.tb == N ? CblasNoTrans : CblasTrans, s.m, s.n, s.k, 1,
       o.a.data(), o.lda(), o.b.data(), o.ldb(), 0, o.c.data(), s.n);
}

// On one thread its CPU time, in which other programs do not show; else the time on the wall.
double now() {
  timespec time{};
  clock_gettime(max_threads() == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// Seconds a call, over about 5 ms of calls after one that warms up.
double seconds(const std::function<void()>& call, double flops) {
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  call();
  const int repeats = std::max(1, static_cast<int>(1.5e9 / flops));
  const double start = now();
  for (int i = 0; i < repeats; ++i) call();
  return (now() - start) / repeats;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

template <class Element>
using Product = void (*)(Operands<Element>&);

template <class Element>
void pairs(benchmark::State& state, const Shape& shape, Product<Element> mine, Product<Element> library) {
  Operands<Element> operands(shape);
  const double flops = 2.0 * shape.m * shape.n * shape.k;
  std::vector<double> mine_s, library_s, ratio;
  for (auto _ : state) {
    const bool first = ratio.size() % 2 == 0;  // each goes first in half of the pairs
    if (first) mine_s.push_back(seconds([&] { mine(operands); }, flops));
    library_s.push_back(seconds([&] { library(operands); }, flops));
    if (!first) mine_s.push_back(seconds([&] { mine(operands); }, flops));
    ratio.push_back(library_s.back() / mine_s.back());
    state.SetIterationTime(mine_s.back());
  }
  state.counters["GFLOP/s"] = 1e-9 * flops / median(mine_s);
  state.counters["library"] = 1e-9 * flops / median(library_s);
  state.counters["ratio_median"] = median(ratio);
  state.counters["ratio_min"] = *std::min_element(ratio.begin(), ratio.end());
}

template <class Element>
void add(const std::string& family, Product<Element> mine, Product<Element> library) {
  for (const Shape& s : kShapes) {
    if (s.m == 1 && family == "own") continue;  // gemm sends those to gemv: see f32
    const std::string name = text(family, "/", s.m, "x", s.n, "x", s.k, s.ta == N ? "_N" : "_T", s.tb == N ? "N" : "T");
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) { pairs(state, s, mine, library); })
        ->UseManualTime()
        ->Iterations(11)
        ->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace

int main(int argc, char** argv) {
  add<float>("f32", ours, onednn);
  add<float>("own", own, onednn);
  add<double>("f64", ours, openblas);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
