#include "framework/simt/occupancy.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace llmsys::simt {
namespace {

constexpr int kUnlimited = std::numeric_limits<int>::max();
constexpr int kWarp = 32;
constexpr int kParts = 4;             // of a multiprocessor, each with a quarter of the registers
constexpr int kRegisters = 64 << 10;  // of a multiprocessor, and at most of a block
constexpr int kMostOfAThread = 255;
constexpr int kRegisterUnit = 256;

template <class T>
constexpr T round_up(T n, T step) {
  return (n + step - 1) / step * step;
}

/// A warp's registers lie in one part, so what a part cannot give to a whole warp is lost.
int blocks_by_registers(int registers, int warps_of_block) {
  if (registers == 0) return kUnlimited;
  const int of_warp = round_up(registers * kWarp, kRegisterUnit);
  const int evenly = round_up(warps_of_block, kParts);  // one block alone: as if each part held as many of its warps
  if (registers > kMostOfAThread || of_warp * evenly > kRegisters) return 0;
  return kRegisters / kParts / of_warp * kParts / warps_of_block;
}

int blocks_by_shared_memory(const Gpu& gpu, size_t bytes) {
  if (bytes > static_cast<size_t>(gpu.shared_per_block)) return 0;
  const size_t unit = gpu.compute_capability < 80 ? 256 : 128;
  const size_t of_block = round_up(bytes + static_cast<size_t>(gpu.reserved_shared_per_block), unit);
  if (of_block == 0) return kUnlimited;
  return static_cast<int>(static_cast<size_t>(gpu.shared_per_multiprocessor) / of_block);
}

}  // namespace

Occupancy occupancy(const Gpu& gpu, const KernelResources& kernel, int block_size, size_t dynamic_shared) {
  if (block_size < 1 || block_size > 1024) return {.blocks = 0, .warps = 0, .fraction = 0, .limited_by = "threads"};
  const int warps = (block_size + kWarp - 1) / kWarp, most_warps = gpu.threads_per_multiprocessor / kWarp;
  const std::array<std::pair<int, std::string_view>, 4> limits = {
      {{most_warps / warps, "threads"},
       {gpu.blocks_per_multiprocessor, "blocks"},
       {blocks_by_registers(kernel.registers, warps), "registers"},
       {blocks_by_shared_memory(gpu, kernel.static_shared + dynamic_shared), "shared memory"}}};
  const auto least =
      std::min_element(limits.begin(), limits.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return {.blocks = least->first,
          .warps = least->first * warps,
          .fraction = static_cast<double>(least->first * warps) / most_warps,
          .limited_by = least->second};
}

}  // namespace llmsys::simt
