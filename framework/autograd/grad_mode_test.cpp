// Recording is on or off for a scope of one thread, and for the threads that help it.
#include "framework/autograd/grad_mode.h"

#include "framework/base/parallel.h"
#include "framework/testing/recorded_ops.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("recording is off inside a scope and as before after it, nested too") {
  const Tensor x = leaf(2);
  {
    const GradMode off(false);
    CHECK_FALSE(requires_grad(exp(x)));
    {
      const GradMode on(true);
      CHECK(requires_grad(exp(x)));
    }
    CHECK_FALSE(requires_grad(exp(x)));
  }
  CHECK(requires_grad(exp(x)));
}

TEST_CASE("an exception leaves recording as it was") {
  try {
    const GradMode off(false);
    throw ValueError("stop");
  } catch (const ValueError&) {
    CHECK(context().grad_mode);
  }
}

TEST_CASE("a tensor computed while recording was off is a leaf of its own") {
  const Tensor x = leaf(2);
  Tensor y;
  {
    const GradMode off(false);
    y = exp(x);
  }
  CHECK(is_leaf(y));
  CHECK_FALSE(requires_grad(mul(y, y)));
}

TEST_CASE("threads that help in a parallel loop record as their caller does, and change only their own mode") {
  const Tensor x = leaf(2);
  Context mine = context();
  mine.threads = 4;
  const ContextScope scope(mine);
  for (const bool record : {true, false}) {
    const GradMode mode(record);
    std::vector<char> recorded(4, -1);
    parallel_for(4, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) recorded[static_cast<size_t>(i)] = requires_grad(exp(x));
      context().grad_mode = !record;
    });
    CHECK(recorded == std::vector<char>(4, record));
    CHECK(context().grad_mode == record);
  }
}
