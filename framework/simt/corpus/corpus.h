/// @file
/// Kernels that hold the checkers to their word: correct ones, of which nothing may be said, and broken ones, each with its
/// mistake marked on the line that must be found: `// FINDS race_shared`.
#pragma once
#include <cstddef>
#include <vector>

#include "framework/simt/cuda.h"
#include "framework/simt/launch.h"

namespace llmsys::simt::corpus {

/// A kernel and what runs it: allocates, launches, frees.
struct Case {
  const char* name;        ///< what the kernel does
  void (*run)();           ///< on the host
  const char* finds = "";  ///< the kind of finding that has no line, such as a leak; else ""
};

/// The cases of a file, and what it is called from the repository's root.
struct Chapter {
  const char* file;
  std::vector<Case> cases;
};

/// @name Correct kernels, by theme
/// @{
Chapter good_matmul();
Chapter good_transpose();
Chapter good_reduce();
Chapter good_scan();
Chapter good_histogram();
Chapter good_stencil();
Chapter good_rows();
Chapter good_sort();
Chapter good_locks();
Chapter good_modern();
Chapter good_narrow();
Chapter good_warp();
Chapter good_tricky();
Chapter good_guess();
Chapter good_flags();
Chapter good_groups();
Chapter good_training();
/// @}

/// @name Broken kernels, by what is wrong
/// @{
Chapter broken_bounds();
Chapter broken_memory();
Chapter broken_modern();
Chapter broken_init();
Chapter broken_barriers();
Chapter broken_warp();
Chapter broken_blocks();
Chapter broken_order();
Chapter broken_sync();
Chapter broken_host();
Chapter broken_handover();
/// @}

/// @name Kernels for order_test.cpp
/// @{
/// y[k] is the thread that drew ticket k of 128.
void launch_tickets(int* y, int* next);
/// Adds 512 floats by atomics.
void launch_float_sum(float* total);
/// y[i] = i * i, of 128.
void launch_squares(float* y);
/// @}

/// Device memory of n elements, freed with the object.
template <class T>
class Buffer {
 public:
  explicit Buffer(size_t n) : n_(n) { cudaMalloc(reinterpret_cast<void**>(&data_), n * sizeof(T)); }
  /// Holds 1, 2, 3, ... modulo 7.
  static Buffer filled(size_t n) {
    std::vector<T> host(n);
    for (size_t i = 0; i < n; ++i) host[i] = static_cast<T>(static_cast<float>(i % 7));
    Buffer made(n);
    cudaMemcpy(made.data_, host.data(), n * sizeof(T), cudaMemcpyHostToDevice);
    return made;
  }
  static Buffer zeros(size_t n) {
    Buffer made(n);
    cudaMemset(made.data_, 0, n * sizeof(T));
    return made;
  }
  ~Buffer() {
    if (data_ != nullptr) cudaFree(data_);
  }
  Buffer(Buffer&& other) noexcept : data_(other.data_), n_(other.n_) { other.data_ = nullptr; }
  Buffer& operator=(Buffer&&) = delete;

  operator T*() const { return data_; }
  /// Copies all of it to the host: whoever leaves an element out is found.
  [[nodiscard]] std::vector<T> read() const {
    std::vector<T> host(n_);
    cudaMemcpy(host.data(), data_, n_ * sizeof(T), cudaMemcpyDeviceToHost);
    return host;
  }

 private:
  T* data_ = nullptr;
  size_t n_;
};

/// n / d rounded up.
constexpr unsigned blocks_for(int n, int d) { return static_cast<unsigned>((n + d - 1) / d); }

}  // namespace llmsys::simt::corpus
