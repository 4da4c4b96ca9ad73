// The own kernels, for each instruction set this CPU has: right, and with the same bits on any number of threads.
#include "framework/blas/detail/own.h"

#include <cstring>
#include <string>

#include "framework/base/context.h"
#include "framework/blas/detail/reference.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::blas;
using detail::Case;
using detail::Matrix;

namespace {

constexpr Transpose kBoth[] = {Transpose::no, Transpose::yes};

template <class T>
void check(const detail::KernelSet& use, int64_t m, int64_t n, int64_t k) {
  for (const Transpose ta : kBoth)
    for (const Transpose tb : kBoth) {
      Rng rng(1);
      Case<T> wanted(ta, tb, m, n, k, T{1}, T(-0.5), rng);
      Matrix<T> c = wanted.c;
      own_gemm(wanted.into(c), use);
      CAPTURE(use.isa, m, n, k, ta == Transpose::yes, tb == Transpose::yes);
      REQUIRE(wanted.wrong(c) == 0);
    }
}

// The bytes of a product of real numbers on so many threads.
template <class T>
std::string bits(const detail::KernelSet& use, int threads, Transpose t, int64_t m, int64_t n, int64_t k) {
  Context mine = context();
  mine.threads = threads;
  const ContextScope scope(mine);
  Rng rng(2);
  Case<T> wanted(t, t, m, n, k, T(0.3), T{0}, rng);
  for (auto* matrix : {&wanted.a, &wanted.b})
    for (T& value : matrix->values) value = static_cast<T>(rng.normal());
  Matrix<T> c(m, n, 0, rng);
  if (n == 1)
    own_gemv(detail::Gemv<T>{t, t == Transpose::no ? m : k, t == Transpose::no ? k : m, wanted.alpha,
                             wanted.a.values.data(), wanted.a.ld, wanted.b.values.data(),
                             t == Transpose::no ? wanted.b.ld : 1, T{0}, c.values.data(), 1},
             use);
  else
    own_gemm(wanted.into(c), use);
  return {reinterpret_cast<const char*>(c.values.data()), c.values.size() * sizeof(T)};
}

}  // namespace

TEMPLATE_TEST_CASE("every instruction set computes every tile at the edges right", "", float, double) {
  for (const detail::KernelSet* use : detail::kernel_sets()) {
    for (int64_t m = 1; m <= 17; ++m)
      for (const int64_t n : {1, 3, 8, 15, 24, 47, 48, 50}) check<TestType>(*use, m, n, 9);
    check<TestType>(*use, 65, 70, 800);
    check<TestType>(*use, 300, 20, 390);
    check<TestType>(*use, 10, 730, 385);
  }
}

TEMPLATE_TEST_CASE("a product has the same bits on any number of threads", "", float, double) {
  struct Size {
    int64_t m, n, k;
  };
  const Size size = GENERATE(Size{65, 400, 390}, Size{401, 130, 70}, Size{120, 201, 202}, Size{3000, 1, 333},
                             Size{600, 1, 333});  // streamed by one thread, in groups of rows by two
  const Transpose t = GENERATE(Transpose::no, Transpose::yes);
  for (const detail::KernelSet* use : detail::kernel_sets()) {
    CAPTURE(use->isa, size.m, size.n, size.k);
    const std::string one = bits<TestType>(*use, 1, t, size.m, size.n, size.k);
    CHECK(bits<TestType>(*use, 2, t, size.m, size.n, size.k) == one);
    CHECK(bits<TestType>(*use, 3, t, size.m, size.n, size.k) == one);
  }
}

TEST_CASE("the slowest set of kernels is the one that every CPU runs") {
  CHECK(std::string(detail::kernel_sets().back()->isa) == "baseline");
}
