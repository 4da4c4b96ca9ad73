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

LAB_TEST("2.5", "overlap", "chunk 2 may arrive before chunk 0 has left: copies in, computing and copies out overlap") {
  bool beside_two = false, beside_three = false;
  for (int i = 0; i < 60 && !beside_three; ++i) {
    const Values in = {{"x", small_integers({5 * 8})}, {"chunk", 8}, {"seed", between(rng(), 1, 1 << 20)}};
    const List order = student("pipeline_order", in)["order"].list();
    const auto when = [&order](const std::string& what) {
      return std::find_if(order.begin(), order.end(), [&](const Value& v) { return v.bytes() == what; }) -
             order.begin();
    };
    expect(order.size() == 10, text("5 chunks need 5 copies in and 5 copies out, got ", order.size(), " copies"));
    beside_two = beside_two || when("in 1") < when("out 0");
    beside_three = beside_three || when("in 2") < when("out 0");
  }
  expect(beside_two, "in 60 orders of the streams, chunk 1 never arrives before chunk 0 has left: nothing overlaps");
  expect(
      beside_three,
      "in 60 orders of the streams, chunk 2 never arrives before chunk 0 has left, though chunk 0 was computed and its "
      "x is free: copies in need a stream of their own, and must wait for nothing else");
}
