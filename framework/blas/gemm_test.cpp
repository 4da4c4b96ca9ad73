// What the interface promises, run on every backend: compiled once, linked to each of them.
#include "framework/blas/gemm.h"

#include <time.h>

#include <chrono>
#include <cmath>
#include <string>
#include <thread>

#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/blas/detail/reference.h"
#include "framework/testing/test.h"

using namespace llmsys;
using blas::Transpose;
using blas::detail::Case;
using blas::detail::Matrix;

namespace {

constexpr Transpose kBoth[] = {Transpose::no, Transpose::yes};
constexpr double kScalars[] = {0, 1, -0.5};

template <class T>
Matrix<T> product(Case<T>& wanted) {
  Matrix<T> c = wanted.c;
  blas::gemm(wanted.ta, wanted.tb, wanted.m, wanted.n, wanted.k, wanted.alpha, wanted.a.values.data(), wanted.a.ld,
             wanted.b.values.data(), wanted.b.ld, wanted.beta, c.values.data(), c.ld);
  return c;
}

// Every alpha and beta in turn, so that each size meets some and all of them meet many sizes.
template <class T>
void check(Transpose ta, Transpose tb, int64_t m, int64_t n, int64_t k, int turn) {
  Rng rng(1, static_cast<uint64_t>(turn));
  const T alpha = static_cast<T>(kScalars[(turn + 1) % 3]), beta = static_cast<T>(kScalars[turn / 3 % 3]);
  Case<T> wanted(ta, tb, m, n, k, alpha, beta, rng);
  CAPTURE(ta == Transpose::yes, tb == Transpose::yes, m, n, k, alpha, beta);
  REQUIRE(wanted.wrong(product(wanted)) == 0);
}

// CPU seconds spent so far by this thread, and by the whole process.
double cpu_seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace

TEMPLATE_TEST_CASE("gemm equals the definition for all transposes, sizes, scalars and paddings", "", float, double) {
  int turn = 0;
  for (const Transpose ta : kBoth)
    for (const Transpose tb : kBoth)
      for (const int64_t m : {0, 1, 2, 7, 16, 31, 33, 64, 65, 129})
        for (const int64_t n : {0, 1, 2, 7, 16, 31, 33, 64, 65, 129})
          for (const int64_t k : {0, 1, 2, 7, 16, 31, 33, 64, 65, 129}) check<TestType>(ta, tb, m, n, k, turn++);
}

TEMPLATE_TEST_CASE("gemm equals the definition beyond one cache block in each direction", "", float, double) {
  int turn = 0;
  for (const Transpose ta : kBoth)
    for (const Transpose tb : kBoth) {
      check<TestType>(ta, tb, 9, 1500, 400, turn++);
      check<TestType>(ta, tb, 400, 50, 390, turn++);
      check<TestType>(ta, tb, 33, 49, 1200, turn++);
    }
}

TEMPLATE_TEST_CASE("gemm of real numbers is as exact as its type", "", float, double) {
  const int64_t size = GENERATE(40, 150);  // own kernels, and the backend
  Rng rng(2);
  Case<TestType> wanted(Transpose::no, Transpose::yes, size, size, size, 1, 0, rng);
  for (auto* matrix : {&wanted.a, &wanted.b})
    for (TestType& value : matrix->values) value = static_cast<TestType>(2 * rng.uniform() - 1);
  Matrix<TestType> c = product(wanted);
  const double tolerance = static_cast<double>(size) * static_cast<double>(std::numeric_limits<TestType>::epsilon());
  double worst = 0;
  for (int64_t i = 0; i < size; ++i)
    for (int64_t j = 0; j < size; ++j) worst = std::fmax(worst, std::abs(double{c.at(i, j)} - wanted.expected(i, j)));
  CHECK(worst <= tolerance);
  CHECK(worst > 0);
}

TEMPLATE_TEST_CASE("NaN and infinity reach every result they belong to and no other", "", float, double) {
  struct Size {
    int64_t m, n, k;
  };
  const Size size = GENERATE(Size{5, 6, 7}, Size{65, 66, 67}, Size{150, 140, 130}, Size{1, 40, 30}, Size{40, 1, 30});
  const double value = GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity());
  Rng rng(3);
  Case<TestType> wanted(Transpose::no, Transpose::no, size.m, size.n, size.k, 1, 1, rng);
  wanted.a.at(size.m / 2, 3) = static_cast<TestType>(value);
  wanted.b.at(4, size.n / 2) = static_cast<TestType>(value);
  CAPTURE(size.m, size.n, size.k, value);
  CHECK(wanted.wrong(product(wanted)) == 0);
}

TEMPLATE_TEST_CASE("gemv equals the definition in both orientations", "", float, double) {
  const int64_t m = GENERATE(0, 1, 3, 64, 130), n = GENERATE(0, 1, 5, 65, 1100);
  const Transpose ta = GENERATE(Transpose::no, Transpose::yes);
  int turn = 0;
  for (const double alpha : kScalars)
    for (const double beta : kScalars) {
      Rng rng(4, static_cast<uint64_t>(turn++));
      const int64_t outputs = ta == Transpose::no ? m : n, inputs = ta == Transpose::no ? n : m;
      Case<TestType> wanted(ta, Transpose::yes, outputs, 1, inputs, TestType(alpha), TestType(beta), rng);
      wanted.c = Matrix<TestType>(outputs, 1, 0, rng);  // a vector has no padding
      if (beta == 0)
        for (TestType& y : wanted.c.values) y = Matrix<TestType>::nan();
      Matrix<TestType> y = wanted.c;
      blas::gemv(ta, m, n, wanted.alpha, wanted.a.values.data(), wanted.a.ld, wanted.b.values.data(), wanted.beta,
                 y.values.data());
      CAPTURE(m, n, alpha, beta, ta == Transpose::yes);
      REQUIRE(wanted.wrong(y) == 0);
    }
}

TEST_CASE("wrong arguments are named") {
  using Catch::Matchers::Contains;
  float x[16] = {};
  const auto call = [&](int64_t m, int64_t n, int64_t k, int64_t lda, int64_t ldb, int64_t ldc) {
    blas::gemm(Transpose::no, Transpose::yes, m, n, k, 1.0f, x, lda, x, ldb, 0.0f, x, ldc);
  };
  CHECK_THROWS_AS(call(-1, 2, 3, 3, 3, 2), ValueError);
  CHECK_THROWS_WITH(call(2, 2, -3, 3, 3, 2), Contains("[gemm] sizes must not be negative") && Contains("k=-3"));
  CHECK_THROWS_WITH(call(2, 2, 3, 2, 3, 2), Contains("lda must be at least 3") && Contains("got 2"));
  CHECK_THROWS_WITH(call(2, 2, 3, 3, 2, 2), Contains("ldb must be at least 3"));
  CHECK_THROWS_WITH(call(2, 2, 3, 3, 3, 1), Contains("ldc must be at least 2"));
  CHECK_THROWS_WITH(blas::gemv(Transpose::no, 2, 3, 1.0, nullptr, 2, nullptr, 0.0, nullptr), Contains("[gemv] lda"));
  CHECK_THROWS_WITH(blas::gemv(Transpose::no, 2, -3, 1.0, nullptr, 2, nullptr, 0.0, nullptr), Contains("n=-3"));
}

TEST_CASE("an alpha of 0 does not read the operands") {
  float c[4] = {1, 2, 3, 4};
  blas::gemm(Transpose::no, Transpose::no, 2, 2, 9, 0.0f, nullptr, 9, nullptr, 2, 2.0f, c, 2);
  CHECK(c[0] + 10 * c[1] + 100 * c[2] + 1000 * c[3] == 8642);
  blas::gemv(Transpose::no, 4, 9, 0.0f, nullptr, 9, nullptr, 0.5f, c);
  CHECK(c[0] + 10 * c[1] + 100 * c[2] + 1000 * c[3] == 4321);
}

TEST_CASE("empty products need no memory") {
  CHECK_NOTHROW(blas::gemm(Transpose::no, Transpose::no, 0, 3, 4, 1.0f, nullptr, 4, nullptr, 3, 0.0f, nullptr, 3));
  CHECK_NOTHROW(blas::gemv(Transpose::no, 0, 3, 1.0, nullptr, 3, nullptr, 0.0, nullptr));
}

TEST_CASE("a budget of one thread leaves the other cores alone") {
  Context mine = context();
  mine.threads = 1;
  const ContextScope scope(mine);
  Rng rng(5);
  Case<float> wanted(Transpose::no, Transpose::no, 500, 500, 500, 1, 0, rng);
  product(wanted);                                              // loads the library, whose threads may start awake
  std::this_thread::sleep_for(std::chrono::milliseconds(200));  // until they sleep, and those of earlier tests
  const double mine_before = cpu_seconds(CLOCK_THREAD_CPUTIME_ID), all_before = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID);
  for (int i = 0; i < 10; ++i) product(wanted);
  const double own = cpu_seconds(CLOCK_THREAD_CPUTIME_ID) - mine_before;
  const double others = cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - all_before - own;
  CAPTURE(own, others, blas::backend_name());
  CHECK(others <= 0.1 * own);
}

TEST_CASE("products may be computed by several threads at once, each with its budget") {
  const auto work = [](int threads, int64_t* wrong) {
    Context mine = context();
    mine.threads = threads;
    const ContextScope scope(mine);
    Rng rng(6, static_cast<uint64_t>(threads));
    for (int i = 0; i < 4; ++i) {
      Case<float> wanted(Transpose::no, Transpose::yes, 100 + i, 90, 80, 1, 1, rng);
      *wrong += wanted.wrong(product(wanted));
    }
  };
  int64_t wrong[3] = {};
  {
    std::jthread ranks[] = {std::jthread(work, 1, &wrong[0]), std::jthread(work, 2, &wrong[1]),
                            std::jthread(work, 3, &wrong[2])};
  }
  CHECK(wrong[0] + wrong[1] + wrong[2] == 0);
}

TEST_CASE("a library says its version, own kernels have none") {
  const bool own = std::string(blas::backend_name()) == "own";
  CHECK(blas::backend_version().empty() == own);
}
