/// @file
/// Turns raw CUDA programs into C++ that g++ compiles for the emulator.
#pragma once
#include <string>
#include <string_view>

namespace llmsys::simt {

/// A program as g++ takes it: only what C++ has no syntax for is changed, and every line stays where it was.
/// - `k<<<grid, block, shared, stream>>>(args)` becomes a call that launches
/// - `extern __shared__ T s[];` becomes a pointer to the block's dynamic shared memory
/// - members gridDim and blockDim of a cudaLaunchConfig_t lose their capitals, and `(void*)k` loses its cast where
///   cudaLaunchKernel() or cudaLaunchCooperativeKernel() needs the kernel's type
/// @param path  for line directives: what messages and counters call the file
/// @throws ValueError naming the line of a launch that has no end
std::string rewrite_cuda(std::string_view source, const std::string& path);

/// The same of a file; headers that it includes in quotes and that lie beside it are put in its place, once each, so that
/// what they launch is rewritten, too.
/// @throws IoError if the file cannot be read, and as above
std::string rewrite_cuda_file(const std::string& path);

}  // namespace llmsys::simt
