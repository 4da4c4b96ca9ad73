/// @file
/// Allocations that nobody frees, and frees of what is no allocation.
#pragma once
#include "framework/simt/arena.h"
#include "framework/simt/check/finding_log.h"

namespace llmsys::simt {

/// Adds a finding for each live allocation whose number is above `last_known`.
void find_leaks(int last_known, FindingLog& log);
/// Adds a finding for a cudaFree() of what is no live allocation.
void report_invalid_free(const void* address, FindingLog& log);

}  // namespace llmsys::simt
