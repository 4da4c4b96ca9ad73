/// @file
/// A finding as people read it.
#pragma once
#include <string>

#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

/// "race in shared memory": what a kind is called.
const char* title(FindingKind kind);

/// Four lines or so:
/// @code
///   race in shared memory: transpose_kernel at transpose.cu:41
///     block 0, thread 35: load of 4 bytes at byte 132 (element 33) of shared array tile
///     thread 3 stored to it at transpose.cu:39
///     no __syncthreads() lies between the two: ...
///     17 times
/// @endcode
std::string to_text(const Finding& finding);

}  // namespace llmsys::simt
