/// @file
/// What raw operations do before they call a kernel.
#pragma once
#include <string_view>

#include "framework/tensor/detail/kernel_call.h"
#include "framework/tensor/tensor.h"

namespace llmsys::detail {

/// The kernel that serves `key` for this tensor.  @throws DTypeError, DeviceError if there is none
template <class Signature>
Kernel<Signature> kernel_for(const OpKey<Signature>& key, const Tensor& x) {
  return {key, x.device(), x.dtype()};
}

/// @throws DTypeError "[add] dtypes f32 and i64 differ: convert one with raw::to(x, dtype)"
void check_same_dtype(std::string_view op, const Tensor& a, const Tensor& b);

/// @throws DeviceError as Kernel does: for what joins tensors by copies, which would move them
void check_same_device(const char* op, const Tensor& a, const Tensor& b);

/// Where x's first element lies, whatever its dtype and device.
std::byte* first_byte(const Tensor& x);

/// Checks that `out` has this shape and that each of its elements has memory of its own (was not expanded).
/// @throws ShapeError, ValueError
void check_out(std::string_view op, const Tensor& out, const Shape& shape);

/// `in`, or a copy of it if writing `out` element by element could change what is still to be read.
Tensor apart_from(const Tensor& out, const Tensor& in);

/// `in`, or a copy of it if it shares memory with `out`: for what writes to places that depend on an index.
Tensor unshared_from(const Tensor& out, const Tensor& in);

/// The number as a 0-d tensor of x's dtype; it then broadcasts.
/// @throws DTypeError if the dtype cannot hold it
Tensor adopted(std::string_view op, Scalar value, const Tensor& x);

/// `x` expanded to `shape`; x itself where it has that shape.
Tensor expanded(const Tensor& x, const Shape& shape);

/// x with `dim` moved to the end, the others in order, and that dimension's stride 1: a view if it can be, else a copy.
Tensor with_rows_along(const Tensor& x, int64_t dim);

/// Undoes the move, as a view: the last dimension goes back to `dim`.
Tensor last_moved_to(const Tensor& x, int64_t dim);

}  // namespace llmsys::detail
