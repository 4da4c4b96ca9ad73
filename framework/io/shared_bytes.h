/// @file
/// The bytes of a file without reading it, and tensors that look straight at them.
#pragma once
#include <cstddef>
#include <memory>
#include <string>

#include "framework/tensor/tensor.h"

namespace llmsys {

/// Bytes and whoever keeps them alive. Copies are cheap and share the bytes.
struct SharedBytes {
  std::shared_ptr<std::byte> data;  ///< the first byte; null if there are none
  size_t size = 0;                  ///< bytes
};

/// Bytes [begin, end), which keep the whole alive.  @throws IndexError unless begin <= end <= bytes.size
SharedBytes part_of(const SharedBytes& bytes, size_t begin, size_t end);

/// Maps a whole file into memory: pages are read when they are touched, and shared with other processes.
///
/// The mapping is private: writing to it changes a copy of the page, never the file. It lives as long as the result and
/// its copies do, the file's name may go at once. A file that another program *shortens* meanwhile ends this process when
/// a lost page is touched (SIGBUS); replace files with AtomicFile, which never does that.
/// @throws IoError if the file is missing, not readable or not a regular file
SharedBytes map_file(const std::string& path);

/// A contiguous tensor over bytes [begin, begin + shape.numel() * item_size(dtype)) of `bytes`. Nothing is copied,
/// unless the elements would not be aligned to their size.
/// @param what  names the tensor in messages
/// @throws IoError if the bytes end before the tensor does, or if dtype is bool and a byte is neither 0 nor 1
Tensor tensor_over(const SharedBytes& bytes, size_t begin, const Shape& shape, DType dtype, const std::string& what);

}  // namespace llmsys
