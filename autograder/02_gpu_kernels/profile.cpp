// Lab 02: its kernels under `./lab profile 2`, the given slow ones beside those of the tasks.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/profile/cases.h"
#include "framework/device/device.h"
#include "labs/02_gpu_kernels/access_patterns.h"
#include "labs/02_gpu_kernels/compact.h"
#include "labs/02_gpu_kernels/copy.h"
#include "labs/02_gpu_kernels/histogram.h"
#include "labs/02_gpu_kernels/matmul.h"
#include "labs/02_gpu_kernels/reduce.h"
#include "labs/02_gpu_kernels/transpose.h"

namespace llmsys {
namespace {

using lab02::DeviceTensor;

constexpr int kSide = 512, kProduct = 128;

template <auto Copy>
void run_copy() {
  DeviceTensor x(ones({kSide, kSide})), y({kSide, kSide}, DType::f32);
  Copy(y.data<float>(), x.data<float>(), int64_t{kSide} * kSide, Stream());
  cuda_synchronize();
}

template <auto Transpose>
void run_transpose() {
  DeviceTensor x(ones({kSide, kSide})), y({kSide, kSide}, DType::f32);
  Transpose(y.data<float>(), x.data<float>(), kSide, kSide, Stream());
  cuda_synchronize();
}

// One warp: a stride of two, and a column of a tile that is 32 wide.
void run_patterns() {
  DeviceTensor x(ones({63})), y({32}, DType::f32);
  lab02::load_strided(y.data<float>(), x.data<float>(), 2, Stream());
  lab02::load_column(y.data<float>(), 32, Stream());
  cuda_synchronize();
}

void run_row_sums() {
  DeviceTensor x(ones({kSide, kSide})), y({kSide}, DType::f32);
  lab02::row_sums<float>(y.data<float>(), x.data<float>(), kSide, kSide, Stream());
  cuda_synchronize();
}

// Every third element stays.
template <auto Compact>
void run_compact() {
  std::vector<float> values(size_t{kSide} * kSide);
  for (size_t i = 0; i < values.size(); i += 3) values[i] = 1;
  DeviceTensor x(from_vector(values)), y({kSide * kSide}, DType::f32), count({1}, DType::f32);
  Compact(y.data<float>(), count.data<int>(), x.data<float>(), int64_t{kSide} * kSide, Stream());
  cuda_synchronize();
}

// A quarter of the bytes are equal, as in text.
template <auto Histogram>
void run_histogram() {
  std::vector<uint8_t> values(size_t{kSide} * kSide);
  for (size_t i = 0; i < values.size(); ++i) values[i] = static_cast<uint8_t>(i % 4 == 0 ? 32 : 97 + i % 26);
  DeviceTensor x(from_vector(values)), counts({lab02::kBins}, DType::f32);
  Histogram(counts.data<int>(), x.data<uint8_t>(), int64_t{kSide} * kSide, Stream());
  cuda_synchronize();
}

void run_sum() {
  DeviceTensor x(ones({kSide, kSide})), y({1}, DType::f32), partials({lab02::kMaxPartials}, DType::f32);
  lab02::sum<float>(y.data<float>(), partials.data<float>(), x.data<float>(), int64_t{kSide} * kSide, Stream());
  cuda_synchronize();
}

template <auto Matmul>
void run_matmul() {
  DeviceTensor a(ones({kProduct, kProduct})), b(ones({kProduct, kProduct})), c({kProduct, kProduct}, DType::f32);
  Matmul(c.data<float>(), a.data<float>(), b.data<float>(), kProduct, kProduct, kProduct, kProduct, kProduct, Stream());
  cuda_synchronize();
}

}  // namespace

std::vector<ProfileCase> profile_cases() {
  return {
      {"patterns", "the two kernels of task 2.0, given", run_patterns},
      {"copy_blocked", "512 x 512 floats, given and slow", run_copy<lab02::copy_blocked<float>>},
      {"copy_coalesced", "512 x 512 floats", run_copy<lab02::copy_coalesced<float>>},
      {"copy_vectorized", "512 x 512 floats, 16 bytes at a time", run_copy<lab02::copy_vectorized<float>>},
      {"transpose_naive", "512 x 512 floats, given and slow", run_transpose<lab02::transpose_naive<float>>},
      {"transpose", "512 x 512 floats", run_transpose<lab02::transpose<float>>},
      {"row_sums", "512 x 512 floats", run_row_sums},
      {"sum", "512 x 512 floats", run_sum},
      {"matmul_naive", "128 x 128 x 128 floats, given and slow", run_matmul<lab02::matmul_naive<float>>},
      {"matmul", "128 x 128 x 128 floats, tiled", run_matmul<lab02::matmul<float>>},
      {"compact_naive", "512 x 512 floats, a third stays, given and slow", run_compact<lab02::compact_naive>},
      {"compact", "512 x 512 floats, a third stays", run_compact<lab02::compact>},
      {"histogram_naive", "512 x 512 bytes, skewed like text, given and slow", run_histogram<lab02::histogram_naive>},
      {"histogram", "512 x 512 bytes, skewed like text", run_histogram<lab02::histogram>}};
}

}  // namespace llmsys
