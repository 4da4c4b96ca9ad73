/// @file
/// What one request costs: sectors of global memory, passes through the banks of shared memory.
///
/// Sectors: memory moves between a multiprocessor and the L2 cache in pieces of 32 bytes, and a request asks for each piece
/// that its lanes touch once.
/// Passes ("wavefronts"): shared memory has 32 banks of 4 bytes; word w lies in bank w mod 32. One pass serves one word of each
/// bank, to as many lanes as want it. Requests of up to 4 bytes a lane go 32 lanes at a time, of 8 bytes 16, of 16 bytes 8: so
/// the CUDA Programming Guide (compute capability 5.x, "Shared Memory") and NVIDIA's engineers
/// (forums.developer.nvidia.com/t/77228) say; that hardware sometimes joins halves that want the same words is left out.
#pragma once
#include "framework/simt/trace/counters.h"
#include "framework/simt/trace/request.h"

namespace llmsys::simt::detail {

inline constexpr int kSectorBytes = 32;
inline constexpr int kWavefrontBytes = 128;  ///< 32 banks of 4 bytes

/// Adds a request to the counters of its kind: of global memory sectors, of shared memory wavefronts, of others lanes only.
void count(AccessCounters& counters, const WarpRequest& request);

/// Addresses that differ. Lanes at one address want the same bytes, as every access is aligned to its size.
int distinct_addresses(const WarpRequest& request);
/// Between each active lane and the next one; `varies` unless three in four pairs agree, as where a warp spans rows of a block.
Stride stride_of(const WarpRequest& request);
/// 32-byte pieces touched.
int sectors(const WarpRequest& request);
/// Passes through the banks.
int wavefronts(const WarpRequest& request);
/// Passes if no two words shared a bank: the groups of lanes with an active one.
int ideal_wavefronts(const WarpRequest& request);

}  // namespace llmsys::simt::detail
