#include "autograder/02_gpu_kernels/reference/roofline.h"

#include "framework/base/error.h"
#include "labs/02_gpu_kernels/predictions.h"

namespace llmsys::lab02::reference {
namespace {

double of(const Values& in, const char* name) { return static_cast<double>(in[name].integer()); }

}  // namespace

Values work(const Values& in) {
  const std::string op = in["op"].bytes();
  const double size = of(in, "size");
  if (op == "transpose") {
    const double elements = of(in, "R") * of(in, "C");
    return {{"flops", 0.0}, {"bytes", elements * size + elements * size}};
  }
  if (op == "row_sums") {
    const double R = of(in, "R"), C = of(in, "C");
    return {{"flops", R * C - R}, {"bytes", R * C * size + R * size}};
  }
  const double M = of(in, "M"), N = of(in, "N"), K = of(in, "K");
  const double flops = M * N * (K + K);  // each element of C: K multiplications, K additions (the first to 0)
  if (op == "matmul") return {{"flops", flops}, {"bytes", size * (M * K) + size * (K * N) + size * (M * N)}};
  LLMSYS_CHECK(ValueError, op == "tiled_matmul", "no operation is named ", op);
  const double T = of(in, "T"), tiles_of_c = (M / T) * (N / T), pairs = K / T;
  return {{"flops", flops}, {"bytes", size * (tiles_of_c * pairs * 2 * T * T + M * N)}};
}

Values roofline(const Values& in) {
  const double flops = in["flops"].number(), bytes = in["bytes"].number();
  const double peak = in["flops_per_second"].number(), bandwidth = in["bytes_per_second"].number();
  const double computing = flops / peak, moving = bytes / bandwidth, seconds = computing < moving ? moving : computing;
  return {{"intensity", flops / bytes},
          {"ridge", peak / bandwidth},
          {"bound", flops * bandwidth >= bytes * peak ? "compute" : "memory"},
          {"attainable", flops == 0 ? 0.0 : flops / seconds},
          {"seconds", seconds}};
}

int64_t least_tile(double flops_per_second, double bytes_per_second, int64_t size) {
  int64_t T = 1;  // for each element of a tile pair that is loaded, size bytes and T multiply-adds over 2 elements
  while (static_cast<double>(T) / static_cast<double>(size) < flops_per_second / bytes_per_second) ++T;
  return T;
}

int64_t resident_blocks(int64_t threads, int64_t registers, int64_t shared_bytes) {
  const Multiprocessor sm;
  int64_t blocks = 0;
  const auto fits = [&](int64_t count) {
    return count <= sm.blocks && count * threads <= sm.threads && count * threads * registers <= sm.registers &&
           count * (shared_bytes + sm.reserved_bytes) <= sm.shared_bytes;
  };
  while (fits(blocks + 1)) ++blocks;
  return blocks;
}

}  // namespace llmsys::lab02::reference
