/// @file
/// Copies that vector_types_test.cpp counts the loads and stores of.
#pragma once
#include "framework/simt/half.h"
#include "framework/simt/vector_types.h"

namespace llmsys::simt {

/// @{ to[i] = from[i]
void copy_element(float4* to, const float4* from, int i);
void copy_element(double2* to, const double2* from, int i);
void copy_element(float2* to, const float2* from, int i);
void copy_element(uchar4* to, const uchar4* from, int i);
void copy_element(half2* to, const half2* from, int i);
void copy_element(float3* to, const float3* from, int i);
/// @}
/// to[i] = 2 * from[i], by float4.
void scale_by_four(float* to, const float* from, int i);
/// from[i].y: one number of four.
float second_of_four(const float4* from, int i);
/// from[i] to element i of shared memory, and element j of that to to[i].
void copy_through_shared(float4* to, const float4* from, int i, int j);

}  // namespace llmsys::simt
