/// @file
/// What cuBLAS calls share: the handle, scalars, and how operands are checked and told to the tracer.
#pragma once
#include <cstdint>
#include <string>

#include "framework/base/text.h"
#include "framework/simt/arena.h"
#include "framework/simt/cublas.h"
#include "framework/simt/runtime/queue.h"

/// A handle. cublasHandle_t points to it.
struct cublasContext {
  uint64_t alive = kAlive;                                      ///< else it was destroyed
  cudaStream_t stream = nullptr;                                ///< where calls go
  cublasPointerMode_t pointer_mode = CUBLAS_POINTER_MODE_HOST;  ///< of scalars
  cublasMath_t math_mode = CUBLAS_DEFAULT_MATH;                 ///< as set
  static constexpr uint64_t kAlive = 0x63756261732d6f6b;
};

namespace llmsys::simt {

/// Makes the report of a failed call and returns its status.
cublasStatus_t refuse(const char* who, cublasStatus_t status, const std::string& what);
/// CUBLAS_STATUS_SUCCESS if the handle can be used and the device is well.
cublasStatus_t check_handle(const char* who, cublasHandle_t handle);

/// A matrix on the device as a call names it: `rows` elements a column. A vector is one row, `ld` its increment.
struct Operand {
  const char* name;      ///< "A"
  const void* data;      ///< first element
  int64_t rows;          ///< elements of a column
  int64_t columns;       ///< of one matrix
  int64_t ld;            ///< elements from column to column
  size_t element_bytes;  ///< of one
  bool write;            ///< or only read
  int64_t stride = 0;    ///< elements from matrix to matrix
  int64_t count = 1;     ///< matrices
};
/// All its bytes, from the first to the last.
ByteRange range_of(const Operand& operand);
/// What is wrong with it: not in device memory, or not all of it; "" if nothing.
std::string operand_problem(const Operand& operand);
/// Tells the memory's observer that the operand's elements are read or written, column by column.
void observe(const Operand& operand, const char* who);

/// alpha or beta: read now, if it lies on the host, or when the operation runs.
template <class T>
class Scalar {
 public:
  Scalar(const void* pointer, cublasPointerMode_t mode)
      : device_(mode == CUBLAS_POINTER_MODE_DEVICE ? static_cast<const T*>(pointer) : nullptr) {
    if (device_ == nullptr) value_ = *static_cast<const T*>(pointer);
  }
  T get() const { return device_ == nullptr ? value_ : *device_; }

 private:
  const T* device_;
  T value_{};
};
/// What is wrong with alpha or beta; "" if nothing.
std::string scalar_problem(const char* name, const void* pointer, cublasPointerMode_t mode);

}  // namespace llmsys::simt
