/// @file
/// What the bits of a result depend on, besides the program and its input.
#pragma once
#include <string>

namespace llmsys {

/// "2 threads, AMD EPYC ..., onednn 2.6.3, g++ 12.2.0": two runs agree bit for bit where this is the same.
std::string platform_text(int threads);

/// What to tell of a run that began on platform `then` and goes on `here`; "" where they are the same.
std::string platform_difference(const std::string& then, const std::string& here);

/// Most memory this process has had in use so far, in bytes, as the system counts it (resident set).
int64_t peak_resident_bytes();

}  // namespace llmsys
