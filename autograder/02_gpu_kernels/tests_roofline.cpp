// Lab 02, task 2.6: bytes, FLOPs, intensity, roof.
#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/roofline.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

void expect_same(const std::string& scenario, const Values& in, const Values& want) {
  const Values got = student(scenario, in);
  for (const auto& [name, value] : want) {
    if (value.type_name() == "bytes")
      expect_equal(got[name], value, name);
    else
      expect_close(got[name], value.number(), 1e-9 * value.number(), name);
  }
}

void expect_work(const Values& in) { expect_same("work", in, reference::work(in)); }

void expect_roofline(double flops, double bytes, double peak, double bandwidth) {
  const Values in = {{"flops", flops}, {"bytes", bytes}, {"flops_per_second", peak}, {"bytes_per_second", bandwidth}};
  expect_same("roofline", in, reference::roofline(in));
}

}  // namespace

LAB_TEST("2.6", "work", "FLOPs and bytes of a transpose, of row sums, and of matrix products") {
  expect_work({{"op", "transpose"}, {"R", 1000}, {"C", 3}, {"size", 4}});
  expect_work({{"op", "row_sums"}, {"R", 4}, {"C", 1000}, {"size", 2}});
  expect_work({{"op", "matmul"}, {"M", 2}, {"N", 3}, {"K", 4}, {"size", 4}});
  expect_work({{"op", "tiled_matmul"}, {"M", 64}, {"N", 32}, {"K", 96}, {"T", 32}, {"size", 2}});
  for (const char* op : {"transpose", "row_sums"})
    expect_work({{"op", op}, {"R", between(rng(), 1, 5000)}, {"C", between(rng(), 1, 5000)}, {"size", 4}});
  const int64_t long_row = int64_t{1} << 33;  // 2^66 elements
  for (const char* op : {"transpose", "row_sums"})
    expect_work({{"op", op}, {"R", long_row}, {"C", long_row}, {"size", 4}});
  const int64_t large = 1 << 21;  // MNK is 2^63: no int64, and twice of it no uint64
  expect_work({{"op", "matmul"}, {"M", large}, {"N", large}, {"K", large}, {"size", 8}});
  expect_work({{"op", "tiled_matmul"}, {"M", large}, {"N", large}, {"K", large}, {"T", 16}, {"size", 8}});
}

LAB_TEST("2.6", "bound", "the roof: sloped below the ridge, flat above; at the ridge, bound by computing") {
  expect_roofline(100, 100, 1000, 100);
  expect_roofline(1000, 100, 1000, 100);
  expect_roofline(9990, 1000, 1000, 100);
  expect_roofline(5000, 100, 1000, 100);
  expect_roofline(0, 4096, 1000, 100);
  for (int i = 0; i < 20; ++i)
    expect_roofline(static_cast<double>(between(rng(), 1, 100000)), static_cast<double>(between(rng(), 1, 10000)),
                    19.5e12, 1.555e12);
}

LAB_TEST("2.6", "tiles", "the smallest tile that makes a large matmul bound by computing") {
  const auto expect_tile = [](double peak, double bandwidth, int64_t size) {
    const Values got =
        student("least_tile", {{"flops_per_second", peak}, {"bytes_per_second", bandwidth}, {"size", size}});
    expect_equal(got["tile"], reference::least_tile(peak, bandwidth, size), "tile");
  };
  expect_tile(1000, 100, 4);
  expect_tile(1050, 100, 1);
  expect_tile(19.5e12, 1.555e12, 4);
  expect_tile(312e12, 1.555e12, 2);
  for (int i = 0; i < 10; ++i)
    expect_tile(static_cast<double>(between(rng(), 100, 20000)) + 0.5, 100, between(rng(), 1, 8));
}
