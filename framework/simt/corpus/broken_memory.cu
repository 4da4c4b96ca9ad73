// Pointers that are not what the kernel takes them for, and what the host does with device memory.
#include "framework/simt/corpus/corpus.h"

namespace llmsys::simt::corpus {
namespace {

__global__ void freed_kernel(float* y, const float* x) {
  y[threadIdx.x] = x[threadIdx.x];  // FINDS use_after_free
}

__global__ void host_pointer_kernel(float* y, const float* x) {
  y[threadIdx.x] = x[threadIdx.x];  // FINDS illegal_address
}

__global__ void null_kernel(float* y) {
  y[threadIdx.x] = 1;  // FINDS illegal_address
}

struct View {
  float* data;
  int n;
};
// A struct with a pointer in it was copied to the device; what it points to was not.
__global__ void shallow_copy_kernel(const View* view) {
  if (int(threadIdx.x) < view->n) view->data[threadIdx.x] = 0;  // FINDS illegal_address
}

__global__ void fill_kernel(float* y) { y[threadIdx.x] = 1; }

void freed() {
  const Buffer<float> y(32);
  const float* gone = nullptr;
  {
    const auto x = Buffer<float>::filled(32);
    gone = x;
  }
  launch<freed_kernel>({.grid = 1, .block = 32}, y, gone);
}

void host_pointer() {
  const Buffer<float> y(32);
  const std::vector<float> x(32);
  launch<host_pointer_kernel>({.grid = 1, .block = 32}, y, x.data());
}

void null() { launch<null_kernel>({.grid = 1, .block = 32}, nullptr); }

void shallow_copy() {
  std::vector<float> data(32);
  const View host{data.data(), 32};
  const Buffer<View> view(1);
  cudaMemcpy(static_cast<View*>(view), &host, sizeof host, cudaMemcpyHostToDevice);
  launch<shallow_copy_kernel>({.grid = 1, .block = 32}, view);
}

void never_freed() {
  float* y = nullptr;
  cudaMalloc(reinterpret_cast<void**>(&y), 32 * sizeof(float));
  launch<fill_kernel>({.grid = 1, .block = 32}, y);
}

void reset_instead() {
  never_freed();
  cudaDeviceReset();
}

void freed_twice() {
  float* y = nullptr;
  cudaMalloc(reinterpret_cast<void**>(&y), 32 * sizeof(float));
  cudaFree(y);
  cudaFree(y);
  cudaGetLastError();
}

void freed_inside() {
  float* y = nullptr;
  cudaMalloc(reinterpret_cast<void**>(&y), 32 * sizeof(float));
  cudaFree(y + 1);
  cudaGetLastError();
  cudaFree(y);
}

void freed_on_the_host() {
  std::vector<float> host(4);
  cudaFree(host.data());
  cudaGetLastError();
}

}  // namespace

Chapter broken_memory() {
  return {"framework/simt/corpus/broken_memory.cu",
          {{"used after it was freed", freed},
           {"pointer of the host", host_pointer},
           {"null pointer", null},
           {"pointer inside a struct", shallow_copy},
           {"never freed", never_freed, "leak"},
           {"reset instead of freed", reset_instead, "leak"},
           {"freed twice", freed_twice, "invalid_free"},
           {"freed inside", freed_inside, "invalid_free"},
           {"freed on the host", freed_on_the_host, "invalid_free"}}};
}

}  // namespace llmsys::simt::corpus
