/// @file
/// Real GPUs as NVIDIA documents them: what the emulator pretends to be, and where rooflines come from.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace llmsys::simt {

/// One model. Rates are dense (no structured sparsity) at the boost clock.
///
/// Sources: NVIDIA T4 datasheet and Turing whitepaper (2018); A100 datasheet and whitepaper (2020); H100 datasheet and
/// whitepaper (2022), SXM5 figures; Ada whitepaper (2022); limits of a multiprocessor: CUDA Programming Guide, appendix
/// "Compute Capabilities", tables 27 to 30.
struct Gpu {
  std::string_view key;    ///< what a user types: "t4", "a100", "h100", "rtx4090"
  std::string_view name;   ///< as the driver calls it
  int compute_capability;  ///< 80 for 8.0

  int multiprocessors;             ///< SMs
  int fp32_lanes;                  ///< float units ("CUDA cores") of one SM
  int threads_per_multiprocessor;  ///< resident at most
  int blocks_per_multiprocessor;   ///< resident at most
  int shared_per_multiprocessor;   ///< bytes of shared memory
  int shared_per_block;            ///< bytes at most, with the attribute set; 48 KiB without
  int reserved_shared_per_block;   ///< bytes that CUDA takes itself
  int l2_bytes;                    ///< L2 cache
  int bus_bits;                    ///< width of the memory bus
  int clock_mhz;                   ///< boost
  int64_t memory_bytes;            ///< in all

  double bandwidth;   ///< of device memory, bytes a second
  double fp32_flops;  ///< float without tensor cores, operations a second (a fused multiply-add is two)
  double fp64_flops;  ///< double without tensor cores
  double tf32_flops;  ///< tensor cores, float rounded to TF32; 0: it has none
  double fp16_flops;  ///< tensor cores, half in, float sums
  double bf16_flops;  ///< tensor cores, bfloat16 in, float sums; 0: it has none
  double fp8_flops;   ///< tensor cores, fp8 in, float sums; 0: it has none
};

/// All that are known, oldest first.
std::span<const Gpu> known_gpus();
/// That of this key.  @throws ValueError naming those there are
const Gpu& find_gpu(std::string_view key);
/// What the emulator pretends to be: at first an A100.
const Gpu& pretended_gpu();
/// Changes it: what cudaGetDeviceProperties() and the occupancy functions say from now on, and what a launch may ask for.
/// @throws ValueError as find_gpu()
void pretend_gpu(std::string_view key);

}  // namespace llmsys::simt
