// Lab 02, task 2.1: copies, coalesced and 16 bytes at a time.
#include "autograder/02_gpu_kernels/kernel_inputs.h"

using namespace llmsys;
using namespace llmsys::lab02;

LAB_TEST("2.1", "example", "nine floats, of which the first three and the last two lie beside the vectors") {
  expect_copy("coalesced", 9, DType::f32);
  expect_copy("vectorized", 9, DType::f32, {.x = 1, .y = 1});
}

LAB_TEST("2.1", "property",
         "all n elements arrive, in f32 and bf16, with fewer and with more than the grid has threads") {
  for (const char* kernel : {"coalesced", "vectorized"})
    for (const DType dtype : {DType::f32, DType::bf16})
      for (const int64_t n : {int64_t{31}, int64_t{33}, int64_t{1000}, between(rng(), 2, 5000)})
        expect_copy(kernel, n, dtype);
  for (const char* kernel : {"coalesced", "vectorized"}) expect_copy(kernel, 4 * 1024 * 256 + 77, DType::f32);
}

LAB_TEST("2.1", "alignment", "x and y may begin anywhere, alike or not to multiples of 16 bytes") {
  for (const DType dtype : {DType::f32, DType::bf16})
    for (int64_t at = 0; at < 32 / item_size(dtype); ++at) {
      expect_copy("vectorized", between(rng(), 100, 300), dtype, {.x = at, .y = at});
      expect_copy("vectorized", between(rng(), 100, 300), dtype, {.x = at, .y = between(rng(), 0, 7)});
    }
}

LAB_TEST("2.1", "edges", "no elements, one, and fewer than it takes to reach a multiple of 16 bytes") {
  for (const char* kernel : {"coalesced", "vectorized"})
    for (const DType dtype : {DType::f32, DType::bf16})
      for (const int64_t n : {0, 1, 2, 3, 4, 8}) expect_copy(kernel, n, dtype, {.x = 1, .y = 1});
}

LAB_TEST("2.1", "stream", "copies happen in the stream that the caller gives") {
  for (const char* kernel : {"coalesced", "vectorized"}) expect_copy(kernel, 1000, DType::f32, {.in_a_stream = true});
}
