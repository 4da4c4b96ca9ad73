/// @file
/// Ends kernels that spin where nobody sees it: in a loop that only reads memory.
#pragma once

namespace llmsys::simt::detail {

class Block;

/// From now on the watchdog looks at `block`, from a thread of its own.
void watch(Block& block);
/// Not any more.
void forget(Block& block);

}  // namespace llmsys::simt::detail
