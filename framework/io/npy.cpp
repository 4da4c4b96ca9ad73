#include "framework/io/npy.h"

#include <algorithm>

#include "framework/base/error.h"
#include "framework/io/atomic_file.h"
#include "framework/io/detail/bytes_of.h"
#include "framework/io/detail/npy_header.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/views.h"

namespace llmsys {
namespace {

// All dimensions in the opposite order: shape and strides.
Tensor reversed(const Tensor& x) {
  IntList order;
  for (int64_t d = x.rank() - 1; d >= 0; --d) order.push_back(d);
  return raw::permute(x, order);
}

Shape reversed(const Shape& shape) {
  std::vector<int64_t> sizes(shape.begin(), shape.end());
  std::reverse(sizes.begin(), sizes.end());
  return sizes;
}

Tensor read(const SharedBytes& bytes, const std::string& name) {
  const std::string_view file(reinterpret_cast<const char*>(bytes.data.get()), bytes.size);
  const detail::NpyHeader header = detail::read_npy_header(file);
  const DType dtype = detail::dtype_of_descr(header.descr);
  int64_t wanted = 0;
  const bool overflow = __builtin_mul_overflow(header.shape.numel(), item_size(dtype), &wanted);
  const size_t got = file.size() - header.data_begin;
  LLMSYS_CHECK(IoError, !overflow && got == static_cast<size_t>(wanted), header.shape, " of ", dtype, " takes ",
               overflow ? "more than 2^63" : text(wanted), " bytes, but ", got, " follow the header");
  const Shape shape = header.fortran_order ? reversed(header.shape) : header.shape;
  const Tensor rows = raw::clone(tensor_over(bytes, header.data_begin, shape, dtype, name));
  return header.fortran_order ? reversed(rows) : rows;
}

}  // namespace

Tensor read_npy(const std::string& path) { return read_npy(map_file(path), path); }

Tensor read_npy(const SharedBytes& bytes, const std::string& name) {
  try {
    return read(bytes, name);
  } catch (const IoError& error) {
    throw IoError(text("[read_npy] ", name, ": ", error.what()));
  } catch (const DTypeError& error) {
    throw DTypeError(text("[read_npy] ", name, ": ", error.what()));
  }
}

void write_npy(const std::string& path, const Tensor& tensor) {
  const Tensor rows = raw::contiguous(raw::to(tensor, Device::cpu));
  const std::string header = detail::npy_header(detail::descr_of_dtype(rows.dtype()), rows.shape());
  AtomicFile file(path, header.size() + static_cast<uint64_t>(rows.bytes()));
  file.write(header);
  file.write(detail::bytes_of(rows));
  file.commit();
}

}  // namespace llmsys
