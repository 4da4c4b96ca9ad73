// Accesses of all widths: bytes, halves, vectors, and dynamic shared memory cut into arrays.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

__global__ void grey_kernel(unsigned char* grey, const uchar4* pixels, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= n) return;
  const uchar4 p = pixels[i];
  grey[i] = static_cast<unsigned char>((p.x * 77 + p.y * 151 + p.z * 28) / 256);
}

// Neighbouring threads write the two halves of a word.
__global__ void half_neighbours_kernel(__half* y, const float* x, int n) {
  __shared__ __half s[128];
  const int t = int(threadIdx.x), i = int(blockIdx.x) * 128 + t;
  s[t] = __float2half(i < n ? x[i] : 0.0f);
  __syncthreads();
  if (i < n) y[i] = s[127 - t];
}

__global__ void half2_scale_kernel(__half2* y, const __half2* x, float scale, int pairs) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < pairs) y[i] = __floats2half2_rn(__low2float(x[i]) * scale, __high2float(x[i]) * scale);
}

__global__ void bf16_cast_kernel(__nv_bfloat16* y, const float* x, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) y[i] = __float2bfloat16(x[i]);
}

// Keys of 4 bytes, values of 2, flags of 1, all in one dynamic piece.
__global__ void carve_kernel(float* y, const float* x) {
  float* const keys = dynamic_shared<float>();
  auto* const values = reinterpret_cast<short*>(keys + 64);
  auto* const flags = reinterpret_cast<unsigned char*>(values + 64);
  const int t = int(threadIdx.x);
  keys[t] = x[t];
  values[t] = static_cast<short>(t);
  flags[t] = static_cast<unsigned char>(t % 2);
  __syncthreads();
  const int other = 63 - t;
  y[t] = flags[other] != 0 ? keys[other] : float(values[other]);
}

// Stored as bytes, read as words by others, after a barrier.
__global__ void pack_kernel(unsigned* y, const unsigned char* x) {
  __shared__ unsigned char bytes[256];
  const int t = int(threadIdx.x);
  bytes[t] = x[t];
  __syncthreads();
  if (t < 64) y[t] = reinterpret_cast<const unsigned*>(bytes)[t];
}

// Two numbers of 4 bits in a byte.
__global__ void dequantize_kernel(float* y, const unsigned char* packed, const float* scales, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= n) return;
  const int nibble = packed[i / 2] >> i % 2 * 4 & 15;
  y[i] = float(nibble - 8) * scales[i / 32];
}

struct Particle {
  float x, y;
  double mass;
  short kind;
};
__global__ void particles_kernel(Particle* p, int n) {
  const int i = int(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= n) return;
  p[i].x += p[i].y;
  p[i].mass *= 2;
  p[i].kind = static_cast<short>(i % 3);
}

void grey() {
  const auto pixels = Buffer<unsigned char>::filled(400);
  const Buffer<unsigned char> out(100);
  launch<grey_kernel>({.grid = 2, .block = 64}, out, reinterpret_cast<uchar4*>(static_cast<unsigned char*>(pixels)),
                      100);
  static_cast<void>(out.read());
}

void half_neighbours() {
  const auto x = Buffer<float>::filled(200);
  const Buffer<__half> y(200);
  launch<half_neighbours_kernel>({.grid = 2, .block = 128}, y, x, 200);
  static_cast<void>(y.read());
}

void half2_scale() {
  const auto x = Buffer<__half>::filled(200);
  const Buffer<__half> y(200);
  launch<half2_scale_kernel>({.grid = 2, .block = 64}, reinterpret_cast<__half2*>(static_cast<__half*>(y)),
                             reinterpret_cast<__half2*>(static_cast<__half*>(x)), 2.0f, 100);
  static_cast<void>(y.read());
}

void bf16_cast() {
  const auto x = Buffer<float>::filled(101);
  const Buffer<__nv_bfloat16> y(101);
  launch<bf16_cast_kernel>({.grid = 2, .block = 64}, y, x, 101);
  static_cast<void>(y.read());
}

void carve() {
  const auto x = Buffer<float>::filled(64);
  const Buffer<float> y(64);
  launch<carve_kernel>({.grid = 1, .block = 64, .shared_bytes = 64 * 7}, y, x);
  static_cast<void>(y.read());
}

void pack() {
  const auto x = Buffer<unsigned char>::filled(256);
  const Buffer<unsigned> y(64);
  launch<pack_kernel>({.grid = 1, .block = 256}, y, x);
  static_cast<void>(y.read());
}

void dequantize() {
  const auto packed = Buffer<unsigned char>::filled(48);
  const auto scales = Buffer<float>::filled(3);
  const Buffer<float> y(96);
  launch<dequantize_kernel>({.grid = 2, .block = 64}, y, packed, scales, 96);
  static_cast<void>(y.read());
}

void particles() {
  Buffer<Particle> p(50);
  const std::vector<Particle> host(50);
  cudaMemcpy(static_cast<Particle*>(p), host.data(), 50 * sizeof(Particle), cudaMemcpyHostToDevice);
  launch<particles_kernel>({.grid = 2, .block = 32}, p, 50);
  static_cast<void>(p.read());
}

}  // namespace

Chapter good_narrow() {
  return {"framework/simt/corpus/good_narrow.cu",
          {{"grey from uchar4", grey},
           {"halves of a word", half_neighbours},
           {"half2", half2_scale},
           {"bfloat16", bf16_cast},
           {"dynamic shared memory in three arrays", carve},
           {"bytes read as words", pack},
           {"four bits", dequantize},
           {"structs", particles}}};
}

}  // namespace llmsys::simt::corpus
