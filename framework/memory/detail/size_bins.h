/// @file
/// Which sizes a pool keeps apart: multiples of 64 bytes up to 512, then eight steps a doubling. Rounding up to the next
/// one wastes less than 64 bytes, above 512 less than an eighth of what was asked.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>

namespace llmsys::detail {

constexpr size_t kLargestBin = size_t{1} << 47;    ///< what x86-64 gives a process; larger requests must fail
constexpr uint32_t kBins = 8 + 8 * (47 - 9);       ///< 64, 128, ..., 512, 576, ..., kLargestBin
constexpr uint32_t kLocalBins = 8 + 8 * (20 - 9);  ///< up to 1 MiB: those a thread keeps for itself
constexpr size_t kFineStep = 64;                   ///< bytes between bins up to 512
constexpr uint32_t kFineBins = 8;                  ///< bins up to 512 bytes
constexpr uint32_t kStepsLog2 = 3;                 ///< eight steps a doubling
constexpr uint32_t kCoarseLog2 = 9;                ///< doublings are counted from 512 bytes

/// The smallest bin that holds `bytes`.  @param bytes  1 .. kLargestBin
constexpr uint32_t bin_of(size_t bytes) {
  const size_t last = bytes - 1;
  if (last < kFineStep * kFineBins) return static_cast<uint32_t>(last / kFineStep);
  const auto doubling = static_cast<uint32_t>(std::bit_width(last)) - 1;  // 9, 10, ...
  const auto step = static_cast<uint32_t>(last >> (doubling - kStepsLog2)) & 7U;
  return kFineBins + ((doubling - kCoarseLog2) << kStepsLog2) + step;
}

/// Bytes that a block of this bin holds.
constexpr size_t bin_bytes(uint32_t bin) {
  if (bin < kFineBins) return kFineStep * (bin + 1);
  const uint32_t doubling = kCoarseLog2 + ((bin - kFineBins) >> kStepsLog2);
  const size_t step = (bin - kFineBins) & 7U;
  return (8 + step + 1) << (doubling - kStepsLog2);
}

}  // namespace llmsys::detail
