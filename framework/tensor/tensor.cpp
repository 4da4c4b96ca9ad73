#include "framework/tensor/tensor.h"

#include "framework/device/memory.h"

namespace llmsys {

detail::TensorImpl::TensorImpl(StoragePtr its_storage, const Shape& its_shape, const Strides& its_strides,
                               int64_t its_offset, DType its_dtype)
    : storage(std::move(its_storage)),
      shape(its_shape),
      strides(its_strides),
      offset(its_offset),
      dtype(its_dtype),
      contiguous(llmsys::is_contiguous(its_shape, its_strides)) {}

detail::TensorImpl::~TensorImpl() {
  if (node != nullptr) release_node(node);
}

Tensor::Tensor(StoragePtr storage, const Shape& shape, const Strides& strides, int64_t offset, DType dtype)
    : impl_(new detail::TensorImpl(std::move(storage), shape, strides, offset, dtype)) {}

void Tensor::set_node(Node* node, int output, void (*release)(Node*)) {
  detail::TensorImpl& self = impl();
  if (self.node != nullptr) self.release_node(self.node);
  self.node = node;
  self.node_output = output;
  self.release_node = release;
}

void Tensor::throw_undefined() {
  throw ValueError("this tensor is undefined: it was default-constructed and never assigned (or was moved from)");
}

void* Tensor::address(DType wanted) const {
  void* first = device_address(wanted);
  if (device() != Device::cpu) [[unlikely]]
    check_reachable();
  return first;
}

void Tensor::check_reachable() const {
  LLMSYS_CHECK(DeviceError, storage().resource().host_accessible(), "[data] this tensor of shape ", shape(), " is on ",
               device(), ": kernels take device_data<T>(), the host copies it first: raw::to(x, Device::cpu)");
  cuda_synchronize();
}

void Tensor::read_first(void* value, DType wanted) const {
  device_copy(value, device_address(wanted), static_cast<size_t>(item_size(wanted)));
}

void* Tensor::device_address(DType wanted) const {
  const detail::TensorImpl& self = impl();
  LLMSYS_CHECK(DTypeError, self.dtype == wanted, "[data] this tensor of shape ", self.shape, " holds ", self.dtype,
               ", asked for ", wanted, ": convert with raw::to(x, dtype)");
  LLMSYS_CHECK(ValueError, !self.storage->released(), "[data] the storage of this tensor of shape ", self.shape,
               " was released: call storage().materialize() first");
  std::byte* base = self.storage->data();
  return base == nullptr ? nullptr : base + self.offset * item_size(wanted);
}

int64_t Tensor::element(std::initializer_list<int64_t> index) const {
  LLMSYS_CHECK(IndexError, static_cast<int64_t>(index.size()) == rank(), "[at] a tensor of shape ", shape(), " takes ",
               rank(), " indices, got ", index.size());
  int64_t position = 0;
  int64_t d = 0;
  for (const int64_t i : index) {
    LLMSYS_CHECK(IndexError, i >= 0 && i < shape()[d], "[at] index ", IntList(index), " is out of range for shape ",
                 shape(), ": dimension ", d, " takes 0 to ", shape()[d] - 1);
    position += i * strides()[d++];
  }
  return position;
}

void Tensor::check_single() const {
  LLMSYS_CHECK(ShapeError, numel() == 1, "[item] needs a tensor of one element, got shape ", shape());
}

}  // namespace llmsys
