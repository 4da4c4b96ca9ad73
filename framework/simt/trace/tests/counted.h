/// @file
/// Kernels whose counts are known, each launched by a function of its own. The file is compiled at three levels of
/// optimization, into namespaces o1, o2 and o3.
#pragma once

namespace llmsys::simt::counted {

/// Launchers. All memory lies in the arena; sizes are in elements.
struct Kernels {
  /// y += a x.  256 threads a block, one element each
  void (*saxpy)(float* y, const float* x, float a, int n);
  /// The same with 2 blocks of 64 threads, which stride over the elements.
  void (*saxpy_stride)(float* y, const float* x, float a, int n);
  /// to[i] = from[i * stride + offset]. 256 threads a block; n is a multiple of 256.
  void (*gather)(float* to, const float* from, int n, int stride, int offset);
  void (*copy_char)(char* to, const char* from, int n);      ///< one byte a lane
  void (*copy_short)(short* to, const short* from, int n);   ///< two
  void (*copy_float2)(float* to, const float* from, int n);  ///< eight; n counts floats
  void (*copy_float4)(float* to, const float* from, int n);  ///< sixteen
  void (*copy_half2)(void* to, const void* from, int n);     ///< n pairs
  /// c = a b, all (n,n). Blocks of 32 x 8; threadIdx.x counts rows.
  void (*matmul_rows)(float* c, const float* a, const float* b, int n);
  /// Likewise, threadIdx.x counts columns.
  void (*matmul_columns)(float* c, const float* a, const float* b, int n);
  void (*matmul_tiled)(float* c, const float* a, const float* b, int n);  ///< tiles of 32 x 32, blocks likewise
  /// to = from^T, both (n,n). Blocks of 32 x 8, tiles of 32 x 32.
  void (*transpose)(float* to, const float* from, int n);
  void (*transpose_tiled)(float* to, const float* from, int n);   ///< rows of 32 words
  void (*transpose_padded)(float* to, const float* from, int n);  ///< rows of 33 words
  void (*sum_blocks)(float* to, const float* from, int n);  ///< 256 threads: 5 shuffles a warp, then 1 sum a block
  void (*branch)(float* to, const float* from);             ///< 1 warp; even and odd lanes load in different branches
  void (*triangle)(float* to, const float* from);           ///< 1 warp; lane l loads l + 1 times
  void (*halves)(float* to, const float* from);             ///< 1 warp; its halves shuffle apart
  void (*histogram)(int* bins, const int* keys, int n);     ///< atomics; 256 threads a block
  void (*histogram_shared)(int* bins, const int* keys, int n);  ///< 32 bins in shared memory, 1 block of 256
  void (*long_loop)(float* to, const float* from, int n);  ///< 1 warp; lanes load n times, the upper 16 lanes n/2 times
  void (*table_lookup)(float* to);                         ///< 1 warp loads from a __constant__ array
  /// 1 warp: c (16,16) = a b, by tensor cores; a and b are (16,16) halves, all row-major.
  void (*tensor_cores)(float* c, const void* a, const void* b);
  void (*read_at)(float* to, const void* from);  ///< 1 thread loads a float from there, whatever it is
};

/// @{ The same kernels, compiled with -O1, -O2, -O3.
Kernels kernels_o1();
Kernels kernels_o2();
Kernels kernels_o3();
/// @}

}  // namespace llmsys::simt::counted
