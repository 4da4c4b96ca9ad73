// Compiled as kernels are for tracing: each load and store calls __tsan_read or __tsan_write.
#include "framework/simt/copies_under_test.h"

namespace llmsys::simt {
namespace {

template <class T>
__forceinline__ void copy_by_value(T* to, const T* from, int i) {
  const T value = from[i];
  to[i] = value;
}

}  // namespace

void copy_element(float4* to, const float4* from, int i) { copy_by_value(to, from, i); }
void copy_element(double2* to, const double2* from, int i) { copy_by_value(to, from, i); }
void copy_element(float2* to, const float2* from, int i) { copy_by_value(to, from, i); }
void copy_element(uchar4* to, const uchar4* from, int i) { copy_by_value(to, from, i); }
void copy_element(half2* to, const half2* from, int i) { copy_by_value(to, from, i); }
void copy_element(float3* to, const float3* from, int i) { copy_by_value(to, from, i); }

void scale_by_four(float* to, const float* from, int i) {
  float4 value = reinterpret_cast<const float4*>(from)[i];
  value.x *= 2, value.y *= 2, value.z *= 2, value.w *= 2;
  reinterpret_cast<float4*>(to)[i] = value;
}

float second_of_four(const float4* from, int i) { return from[i].y; }

void copy_through_shared(float4* to, const float4* from, int i, int j) {
  __shared__ float4 tile[32];
  tile[i] = from[i];
  to[i] = tile[j];
}

}  // namespace llmsys::simt
