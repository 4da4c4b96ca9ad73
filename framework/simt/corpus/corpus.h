/// @file
/// Kernels that hold the checkers to their word: correct ones, of which nothing may be said, and broken ones, each with its
/// mistake marked on the line that must be found: `// FINDS race_shared`.
#pragma once
#include <cstddef>
#include <source_location>
#include <vector>

#include "framework/simt/cuda.h"
#include "framework/simt/launch.h"

namespace llmsys::simt::corpus {

/// A kernel and what runs it: allocates, launches, frees.
struct Case {
  Case(const char* case_name, void (*function)(), std::source_location here = std::source_location::current())
      : name(case_name), run(function), line(static_cast<int>(here.line())) {}
  const char* name;  ///< what the kernel does
  void (*run)();     ///< on the host
  int line;          ///< of the case in its list: findings without an instruction (a leak) are marked there
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
Chapter good_narrow();
Chapter good_warp();
Chapter good_tricky();
/// @}

/// @name Broken kernels, by what is wrong
/// @{
Chapter broken_bounds();
Chapter broken_memory();
Chapter broken_init();
Chapter broken_barriers();
Chapter broken_warp();
Chapter broken_blocks();
Chapter broken_order();
Chapter broken_sync();
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
