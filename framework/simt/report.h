/// @file
/// In words, what the emulated CUDA runtime did not like.
#pragma once
#include <string>

namespace llmsys::simt {

/// Why the last call of this thread that failed did so: who, what was needed, what came. After a kernel's fault: what the
/// kernel did, for every thread. "" if nothing failed yet.
std::string last_report();

}  // namespace llmsys::simt
