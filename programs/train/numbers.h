/// @file
/// Numbers as people read them.
#pragma once
#include <cstdint>
#include <string>

namespace llmsys {

/// The number with that many digits behind the point.
std::string decimal(double value, int digits);
/// "4,600,000"
std::string grouped(int64_t value);

}  // namespace llmsys
