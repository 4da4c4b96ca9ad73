/// @file
/// The check of initialisation: nobody reads what nobody has written.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "framework/simt/check/byte_set.h"
#include "framework/simt/check/finding_log.h"
#include "framework/simt/check/scene.h"
#include "framework/simt/trace/request.h"

namespace llmsys::simt {

/// Knows byte by byte what of the arena and of each block's shared memory has been written.
class Initcheck {
 public:
  Initcheck(const Scene& scene, FindingLog& log) : scene_(&scene), log_(&log) {}

  void launch_ends() { blocks_.clear(); }
  void block_begins(int block);
  void block_resumes(int block) { shared_ = blocks_.at(block).get(); }
  void block_ends(int block);
  void request(const WarpRequest& request);

  /// @name Device memory outside kernels
  /// @{
  void allocated(uintptr_t address, size_t bytes) { global_.erase(address, bytes); }
  void written(uintptr_t address, size_t bytes) { global_.insert(address, bytes); }
  /// cudaMemcpy to the host and its like.  @param what  who reads
  void read(uintptr_t address, size_t bytes, const char* what);
  /// @}

 private:
  void load(const WarpRequest& request, ByteSet& written);
  void report(const WarpRequest& request, int lane, ByteSet& written);

  const Scene* scene_;
  FindingLog* log_;
  ByteSet global_;
  std::map<int, std::unique_ptr<ByteSet>> blocks_;  // shared memory of those that run, or wait for others
  std::vector<std::unique_ptr<ByteSet>> spare_;
  ByteSet* shared_ = nullptr;
};

}  // namespace llmsys::simt
