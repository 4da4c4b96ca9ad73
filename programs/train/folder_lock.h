/// @file
/// One process at a time works on a run.
#pragma once
#include <string>

namespace llmsys {

/// Holds a folder for this process until it ends, however it ends.
class FolderLock {
 public:
  /// Holds nothing.
  FolderLock() = default;
  /// Holds `folder`. Does nothing if there is no such folder, or its file system has no locks.
  /// @throws ValueError if another process holds it
  explicit FolderLock(const std::string& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  /// Takes over.
  FolderLock& operator=(FolderLock&& other) noexcept;

 private:
  int folder_ = -1;
};

}  // namespace llmsys
