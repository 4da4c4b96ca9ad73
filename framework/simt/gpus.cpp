#include "framework/simt/gpus.h"

#include <array>
#include <atomic>

#include "framework/base/error.h"

namespace llmsys::simt {
namespace {

constexpr int kKiB = 1 << 10;
constexpr int kMiB = 1 << 20;
constexpr int64_t kGiB = int64_t{1} << 30;
constexpr double kTera = 1e12;

constexpr std::array<Gpu, 4> kGpus = {{
    {.key = "t4",
     .name = "Tesla T4",
     .compute_capability = 75,
     .multiprocessors = 40,
     .fp32_lanes = 64,
     .threads_per_multiprocessor = 1024,
     .blocks_per_multiprocessor = 16,
     .shared_per_multiprocessor = 64 * kKiB,
     .shared_per_block = 64 * kKiB,
     .reserved_shared_per_block = 0,
     .l2_bytes = 4 * kMiB,
     .bus_bits = 256,
     .clock_mhz = 1590,
     .memory_bytes = 16 * kGiB,
     .bandwidth = 320e9,
     .fp32_flops = 8.1 * kTera,
     .fp64_flops = 8.1 / 32 * kTera,
     .tf32_flops = 0,
     .fp16_flops = 65 * kTera,
     .bf16_flops = 0,
     .fp8_flops = 0},
    {.key = "a100",
     .name = "NVIDIA A100-SXM4-40GB",
     .compute_capability = 80,
     .multiprocessors = 108,
     .fp32_lanes = 64,
     .threads_per_multiprocessor = 2048,
     .blocks_per_multiprocessor = 32,
     .shared_per_multiprocessor = 164 * kKiB,
     .shared_per_block = 163 * kKiB,
     .reserved_shared_per_block = kKiB,
     .l2_bytes = 40 * kMiB,
     .bus_bits = 5120,
     .clock_mhz = 1410,
     .memory_bytes = 40 * kGiB,
     .bandwidth = 1555e9,
     .fp32_flops = 19.5 * kTera,
     .fp64_flops = 9.7 * kTera,
     .tf32_flops = 156 * kTera,
     .fp16_flops = 312 * kTera,
     .bf16_flops = 312 * kTera,
     .fp8_flops = 0},
    {.key = "rtx4090",
     .name = "NVIDIA GeForce RTX 4090",
     .compute_capability = 89,
     .multiprocessors = 128,
     .fp32_lanes = 128,
     .threads_per_multiprocessor = 1536,
     .blocks_per_multiprocessor = 24,
     .shared_per_multiprocessor = 100 * kKiB,
     .shared_per_block = 99 * kKiB,
     .reserved_shared_per_block = kKiB,
     .l2_bytes = 72 * kMiB,
     .bus_bits = 384,
     .clock_mhz = 2520,
     .memory_bytes = 24 * kGiB,
     .bandwidth = 1008e9,
     .fp32_flops = 82.6 * kTera,
     .fp64_flops = 82.6 / 64 * kTera,
     .tf32_flops = 82.6 * kTera,
     .fp16_flops = 165.2 * kTera,
     .bf16_flops = 165.2 * kTera,
     .fp8_flops = 330.3 * kTera},
    {.key = "h100",
     .name = "NVIDIA H100 80GB HBM3",
     .compute_capability = 90,
     .multiprocessors = 132,
     .fp32_lanes = 128,
     .threads_per_multiprocessor = 2048,
     .blocks_per_multiprocessor = 32,
     .shared_per_multiprocessor = 228 * kKiB,
     .shared_per_block = 227 * kKiB,
     .reserved_shared_per_block = kKiB,
     .l2_bytes = 50 * kMiB,
     .bus_bits = 5120,
     .clock_mhz = 1980,
     .memory_bytes = 80 * kGiB,
     .bandwidth = 3350e9,
     .fp32_flops = 67 * kTera,
     .fp64_flops = 34 * kTera,
     .tf32_flops = 494.7 * kTera,
     .fp16_flops = 989.4 * kTera,
     .bf16_flops = 989.4 * kTera,
     .fp8_flops = 1978.9 * kTera},
}};

constinit std::atomic<const Gpu*> g_pretended = &kGpus[1];

}  // namespace

std::span<const Gpu> known_gpus() { return kGpus; }

const Gpu& find_gpu(std::string_view key) {
  std::string keys;
  for (const Gpu& gpu : kGpus) {
    if (gpu.key == key) return gpu;
    keys += text(" ", gpu.key);
  }
  throw ValueError(text("[simt] no GPU is called \"", key, "\" here; known are", keys));
}

const Gpu& pretended_gpu() { return *g_pretended; }
void pretend_gpu(std::string_view key) { g_pretended = &find_gpu(key); }

}  // namespace llmsys::simt
