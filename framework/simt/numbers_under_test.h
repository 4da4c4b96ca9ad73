/// @file
/// What CUDA's number types compute, once with our headers and once with NVIDIA's: numbers_under_test.cpp is compiled twice.
#pragma once
#include <cstdint>
#include <vector>

/// All results of one input, as patterns; those that are NaN as kNan.
using Results = std::vector<uint64_t>;
/// Stands for any NaN of float or double.
inline constexpr uint64_t kNan = ~uint64_t{0};

#define LLMSYS_NUMBERS_(name)                                               \
  namespace name {                                                          \
  Results of_pattern(uint16_t a);              /* one half, one bfloat16 */ \
  Results of_patterns(uint16_t a, uint16_t b); /* two of each */            \
  Results of_float(float x);                                                \
  Results of_double(double x);                                              \
  Results of_integer(int64_t x);                                            \
  Results of_byte(uint8_t a); /* one of each format of 8 bits */            \
  Results sizes();                                                          \
  }
LLMSYS_NUMBERS_(ours)
LLMSYS_NUMBERS_(nvidias)
#undef LLMSYS_NUMBERS_
