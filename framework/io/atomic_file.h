/// @file
/// Replacing a file so that whoever reads it finds the old one or the new one, whole, at any moment.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace llmsys {

/// Writes `path`.partial in the same folder and, at commit(), makes it `path` in one step.
/// @code
///   AtomicFile file("run/model.safetensors", bytes.size());
///   file.write(bytes);
///   file.commit();
/// @endcode
/// After a crash, a kill or a full disk, `path` holds what it held before. Without commit() the partial file is removed;
/// a killed process leaves one, which the next write of `path` reuses. Two writers at once: the second gets an IoError.
/// If `path` is a symbolic link, the link is replaced.
class AtomicFile {
 public:
  /// Opens the partial file.
  /// @param bytes  how many will be written, as far as is known; for messages
  /// @throws IoError with the path, the bytes, what the system said and what to do; so do the others
  AtomicFile(const std::string& path, uint64_t bytes);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Appends.
  void write(std::string_view bytes);
  /// Replaces bytes that were written before: a header that holds a count, once that is known.
  /// @param place  of the first one
  /// @throws IoError, also if not all of them were written before
  void rewrite(uint64_t place, std::string_view bytes);
  /// Flushes the bytes to the disk, as commit() does first: what may still go wrong after it is a rename. For those who
  /// replace several files, and want to know that all are there before the first goes.
  void sync();
  /// Flushes the bytes to the disk, then renames, then flushes the folder. Nothing may be written afterwards.
  void commit();

 private:
  void open_partial();
  [[nodiscard]] bool is_partial() const;
  [[noreturn]] void fail(int error) const;

  std::string path_;
  std::string partial_;
  uint64_t bytes_;
  uint64_t written_ = 0;
  int file_ = -1;
};

/// Writes a whole file as AtomicFile does.  @throws IoError
void write_atomically(const std::string& path, std::string_view bytes);

}  // namespace llmsys
