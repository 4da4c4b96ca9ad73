/// @file
/// .npy, the file of one NumPy array: a line of Python that gives dtype, order and shape, then the bytes.
/// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1.0, 2.0 and 3.0.
#pragma once
#include <string>

#include "framework/io/shared_bytes.h"

namespace llmsys {

/// Reads an array into a tensor with memory of its own. One in Fortran order comes as a view whose strides say so.
/// @throws IoError if the file is missing, malformed or has not exactly the bytes that its header says;
/// DTypeError if a Tensor cannot hold its dtype, or the bytes are big-endian
Tensor read_npy(const std::string& path);
/// As above, from bytes in memory.  @param name  stands for the path in messages
Tensor read_npy(const SharedBytes& bytes, const std::string& name);

/// Writes a tensor, in row-major order whatever its strides, to a file that replaces `path` in one step (AtomicFile).
/// `numpy.load(path)` gives the same array.
/// @throws IoError if the file cannot be written; DTypeError if NumPy has no such dtype
void write_npy(const std::string& path, const Tensor& tensor);

}  // namespace llmsys
