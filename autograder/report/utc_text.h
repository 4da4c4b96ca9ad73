/// @file
/// Times in files that programs read.
#pragma once
#include <cstdint>
#include <string>

namespace llmsys {

/// "2026-11-22T23:50:01Z".  @param seconds  since 1970-01-01T00:00:00Z
std::string utc_text(int64_t seconds);

/// utc_text() of this moment.
std::string utc_now_text();

}  // namespace llmsys
