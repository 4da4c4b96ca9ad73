#include "framework/simt/runtime/cublas_state.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace llmsys::simt;

namespace llmsys::simt {

cublasStatus_t refuse(const char* who, cublasStatus_t status, const std::string& what) {
  fail(cudaErrorInvalidValue, text("[", who, "] ", what));
  cudaGetLastError();  // cuBLAS has its own errors: this one only leaves the report
  return status;
}

cublasStatus_t check_handle(const char* who, cublasHandle_t handle) {
  if (handle == nullptr || handle->alive != cublasContext::kAlive)
    return refuse(who, CUBLAS_STATUS_NOT_INITIALIZED, "no such handle: call cublasCreate() first");
  return device_state() == cudaSuccess ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_EXECUTION_FAILED;
}

ByteRange range_of(const Operand& o) {
  if (o.rows == 0 || o.columns == 0 || o.count == 0) return {};
  const int64_t elements = (o.count - 1) * o.stride + (o.columns - 1) * o.ld + o.rows;
  return {o.data, static_cast<size_t>(elements) * o.element_bytes, o.write};
}

std::string operand_problem(const Operand& o) {
  const ByteRange range = range_of(o);
  if (range.bytes == 0 || arena_owns(range.address, range.bytes)) return "";
  if (!in_arena(o.data)) return text(o.name, " should be device memory, but ", hex(o.data), " is host memory");
  const std::string shape = text("(", o.rows, ",", o.columns, "), ", o.ld, " elements from column to column",
                                 o.count > 1 ? text(", ", o.count, " times") : "");
  return text(o.name, " takes ", describe(range.address, range.bytes), ", which is not all there: ", shape);
}

void observe(const Operand& o, const char* who) {
  MemoryObserver* const listener = memory_observer();
  if (listener == nullptr || range_of(o).bytes == 0) return;
  const bool dense = o.ld == o.rows;
  const auto pieces = dense ? int64_t{1} : o.columns;
  const size_t bytes = static_cast<size_t>(dense ? o.rows * o.columns : o.rows) * o.element_bytes;
  for (int64_t i = 0; i < o.count; ++i)
    for (int64_t j = 0; j < pieces; ++j) {
      const char* first =
          static_cast<const char*>(o.data) + static_cast<size_t>(i * o.stride + j * o.ld) * o.element_bytes;
      if (o.write)
        listener->written(first, bytes);
      else
        listener->read(first, bytes, who);
    }
}

std::string scalar_problem(const char* name, const void* pointer, cublasPointerMode_t mode) {
  if (pointer == nullptr) return text(name, " is null");
  const bool on_device = in_arena(pointer) && !find_allocation(pointer)->managed;
  if (on_device == (mode == CUBLAS_POINTER_MODE_DEVICE)) return "";
  return text(name, on_device ? " is device memory: call cublasSetPointerMode(handle, CUBLAS_POINTER_MODE_DEVICE)"
                              : " should be device memory, as cublasSetPointerMode() said");
}

}  // namespace llmsys::simt

namespace {

/// Stores a handle's member.
template <class T>
cublasStatus_t give(const char* who, cublasHandle_t handle, T* out, T cublasContext::*member) {
  if (const cublasStatus_t error = check_handle(who, handle)) return error;
  if (out == nullptr) return refuse(who, CUBLAS_STATUS_INVALID_VALUE, "nowhere to put the result");
  *out = handle->*member;
  return CUBLAS_STATUS_SUCCESS;
}

template <class T>
cublasStatus_t set(const char* who, cublasHandle_t handle, T value, T cublasContext::*member) {
  if (const cublasStatus_t error = check_handle(who, handle)) return error;
  handle->*member = value;
  return CUBLAS_STATUS_SUCCESS;
}

struct StatusText {
  cublasStatus_t status;
  const char* name;
  const char* text;
};
constexpr auto kStatuses = std::to_array<StatusText>({
    {CUBLAS_STATUS_SUCCESS, "CUBLAS_STATUS_SUCCESS", "success"},
    {CUBLAS_STATUS_NOT_INITIALIZED, "CUBLAS_STATUS_NOT_INITIALIZED", "the library was not initialized"},
    {CUBLAS_STATUS_ALLOC_FAILED, "CUBLAS_STATUS_ALLOC_FAILED", "the resource allocation failed"},
    {CUBLAS_STATUS_INVALID_VALUE, "CUBLAS_STATUS_INVALID_VALUE", "an invalid value was given"},
    {CUBLAS_STATUS_ARCH_MISMATCH, "CUBLAS_STATUS_ARCH_MISMATCH", "the device lacks a feature"},
    {CUBLAS_STATUS_MAPPING_ERROR, "CUBLAS_STATUS_MAPPING_ERROR", "memory could not be copied"},
    {CUBLAS_STATUS_EXECUTION_FAILED, "CUBLAS_STATUS_EXECUTION_FAILED", "the device failed"},
    {CUBLAS_STATUS_INTERNAL_ERROR, "CUBLAS_STATUS_INTERNAL_ERROR", "an internal operation failed"},
    {CUBLAS_STATUS_NOT_SUPPORTED, "CUBLAS_STATUS_NOT_SUPPORTED", "the functionality is not supported"},
});

const StatusText& describe_status(cublasStatus_t status) {
  static constexpr StatusText kUnknown{CUBLAS_STATUS_SUCCESS, "unknown cuBLAS status", "unknown cuBLAS status"};
  const auto* found =
      std::find_if(kStatuses.begin(), kStatuses.end(), [&](const auto& s) { return s.status == status; });
  return found == kStatuses.end() ? kUnknown : *found;
}

}  // namespace

cublasStatus_t cublasCreate(cublasHandle_t* handle) {
  if (handle == nullptr) return refuse("cublasCreate", CUBLAS_STATUS_INVALID_VALUE, "the handle's address is null");
  *handle = new cublasContext;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasDestroy(cublasHandle_t handle) {
  if (handle == nullptr) return refuse("cublasDestroy", CUBLAS_STATUS_NOT_INITIALIZED, "the handle is null");
  handle->alive = 0;
  delete handle;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasGetVersion(cublasHandle_t handle, int* version) {
  if (const cublasStatus_t error = check_handle("cublasGetVersion", handle)) return error;
  *version = 130000;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasSetStream(cublasHandle_t handle, cudaStream_t stream) {
  return set("cublasSetStream", handle, stream, &cublasContext::stream);
}
cublasStatus_t cublasGetStream(cublasHandle_t handle, cudaStream_t* stream) {
  return give("cublasGetStream", handle, stream, &cublasContext::stream);
}
cublasStatus_t cublasSetPointerMode(cublasHandle_t handle, cublasPointerMode_t mode) {
  return set("cublasSetPointerMode", handle, mode, &cublasContext::pointer_mode);
}
cublasStatus_t cublasGetPointerMode(cublasHandle_t handle, cublasPointerMode_t* mode) {
  return give("cublasGetPointerMode", handle, mode, &cublasContext::pointer_mode);
}
cublasStatus_t cublasSetMathMode(cublasHandle_t handle, cublasMath_t mode) {
  return set("cublasSetMathMode", handle, mode, &cublasContext::math_mode);
}
cublasStatus_t cublasGetMathMode(cublasHandle_t handle, cublasMath_t* mode) {
  return give("cublasGetMathMode", handle, mode, &cublasContext::math_mode);
}
cublasStatus_t cublasSetWorkspace(cublasHandle_t handle, void* /*workspace*/, size_t /*bytes*/) {
  return check_handle("cublasSetWorkspace", handle);
}

const char* cublasGetStatusName(cublasStatus_t status) { return describe_status(status).name; }
const char* cublasGetStatusString(cublasStatus_t status) { return describe_status(status).text; }
