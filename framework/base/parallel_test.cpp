#include "framework/base/parallel.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include "framework/base/context.h"
#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("every item is visited once, with any number of threads") {
  const int threads = GENERATE(1, 2, 3, 8);
  const int64_t n = GENERATE(int64_t{0}, int64_t{1}, int64_t{7}, int64_t{1000});
  CAPTURE(threads, n);
  Context mine = context();
  mine.threads = threads;
  const ContextScope scope(mine);
  std::vector<int> visits(static_cast<size_t>(n));
  parallel_for(n, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) ++visits[static_cast<size_t>(i)];
  });
  for (const int count : visits) REQUIRE(count == 1);
}

TEST_CASE("the helpers run under the caller's context, and nested loops run serially") {
  Context mine = context();
  mine.threads = 4;
  mine.grad_mode = false;
  const ContextScope scope(mine);
  std::atomic<int> wrong{0};
  parallel_for(4, 1, [&](int64_t, int64_t) {
    if (context().grad_mode || max_threads() != 1) ++wrong;
    parallel_for(1000, 1, [&](int64_t begin, int64_t end) {
      if (begin != 0 || end != 1000) ++wrong;
    });
  });
  CHECK(wrong == 0);
}

TEST_CASE("an exception of the lowest part reaches the caller after all have ended") {
  Context mine = context();
  mine.threads = 4;
  const ContextScope scope(mine);
  std::atomic<int> ended{0};
  try {
    parallel_for(4, 1, [&](int64_t begin, int64_t) {
      ++ended;
      if (begin >= 1) throw std::runtime_error(begin == 1 ? "lowest" : "later");
    });
    FAIL("nothing was thrown");
  } catch (const std::runtime_error& error) {
    CHECK(std::string(error.what()) == "lowest");
  }
  CHECK(ended == 4);
}

TEST_CASE("a context scope ends where it was opened") {
  Context inner = context();
  inner.threads = 5;
  {
    const ContextScope scope(inner);
    CHECK(max_threads() == 5);
  }
  CHECK(max_threads() == available_cores());
}
