// Lab 02, task 2.5: a pipeline of streams and events.
#include <algorithm>

#include "autograder/02_gpu_kernels/kernel_inputs.h"

using namespace llmsys;
using namespace llmsys::lab02;

LAB_TEST("2.5", "example", "(1,2,3,4,5) in chunks of two becomes (2,5,10,17,26)") {
  const Values got = student("pipeline", {{"x", from_values({1, 2, 3, 4, 5}, {5})}, {"chunk", 2}, {"seed", 0}});
  expect_equal(got["y"], from_values({2, 5, 10, 17, 26}, {5}), "y");
}

LAB_TEST("2.5", "chunks", "any number of chunks, the last one shorter; none for no elements") {
  for (const auto& [n, chunk] : {std::pair{0, 4}, {1, 4}, {4, 4}, {5, 4}, {8, 4}, {300, 7}, {1000, 1000}, {1000, 400}})
    expect_pipeline(n, chunk, 0);
}

LAB_TEST("2.5", "seeds", "whatever the streams do first, no chunk is overtaken: every wait is there") {
  for (int i = 0; i < 12; ++i)
    expect_pipeline(between(rng(), 30, 60), between(rng(), 5, 8), between(rng(), 1, 1 << 20));
}

LAB_TEST("2.5", "overlap", "copies in, computing and copies out overlap: each may be about a chunk of its own") {
  bool in_beside_work = false, work_beside_out = false, in_beside_out = false;
  for (int i = 0; i < 60 && !(in_beside_work && work_beside_out && in_beside_out); ++i) {
    const Values in = {{"x", small_integers({5 * 8})}, {"chunk", 8}, {"seed", between(rng(), 1, 1 << 20)}};
    const List order = student("pipeline_order", in)["order"].list();
    const auto when = [&order](const std::string& what) {
      const auto found = std::find_if(order.begin(), order.end(), [&](const Value& v) { return v.bytes() == what; });
      expect(found != order.end(),
             text("5 chunks are 5 copies in, 5 kernels and 5 copies out, but there was no ", what));
      return found - order.begin();
    };
    expect(order.size() == 15,
           text("5 chunks are 5 copies in, 5 kernels and 5 copies out, got ", order.size(), " steps"));
    in_beside_work = in_beside_work || when("in 1") < when("work 0");
    work_beside_out = work_beside_out || when("work 1") < when("out 0");
    in_beside_out = in_beside_out || when("in 2") < when("out 0");
  }
  const char* never = "in 60 orders of the streams, ";
  expect(in_beside_work,
         text(never, "chunk 1 never arrives before chunk 0 is computed: copies in wait for more than a free x"));
  expect(work_beside_out,
         text(never, "chunk 1 is never computed before chunk 0 has left: computing waits for more than a free y"));
  expect(in_beside_out,
         text(never,
              "chunk 2 never arrives before chunk 0 has left, though chunk 0 was computed and its x is free: "
              "copies in need a stream of their own, and must wait for nothing else"));
}
