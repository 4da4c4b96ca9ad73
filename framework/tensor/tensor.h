/// @file
/// The Tensor: a handle on elements in memory, seen through a shape and strides.
#pragma once
#include <cstdint>
#include <initializer_list>

#include "framework/tensor/dtype.h"
#include "framework/tensor/shape.h"
#include "framework/tensor/storage.h"

namespace llmsys {

class Node;  // framework/autograd: what computed a tensor, and where its gradient goes

namespace detail {
/// What a Tensor points at. One per view: views share the storage, each has its own impl.
struct TensorImpl : RefCounted {
  /// Element (i,j,..) lies `offset` + i*strides[0] + j*strides[1] + .. elements into the storage.
  TensorImpl(StoragePtr its_storage, const Shape& its_shape, const Strides& its_strides, int64_t its_offset,
             DType its_dtype);
  ~TensorImpl();

  StoragePtr storage;                     ///< the bytes
  Shape shape;                            ///< sizes
  Strides strides;                        ///< in elements
  int64_t offset;                         ///< in elements
  DType dtype;                            ///< of every element
  bool contiguous;                        ///< row-major without gaps
  Node* node = nullptr;                   ///< one owner's share of it; what it is, this floor does not know
  void (*release_node)(Node*) = nullptr;  ///< gives the share back
  int node_output = 0;                    ///< which of the node's outputs this tensor is
};
}  // namespace detail

/// A cheap handle, like Python's: copying a Tensor copies a pointer, and both see the same elements. Views (transpose,
/// slice, ...) are tensors that share a storage. Const protects the handle's own accessors, not the elements.
///
/// Handles count their owners atomically; elements are not locked. What computes is in raw:: (framework/tensor/raw.h).
/// A default-constructed Tensor is undefined: any use but defined() and assignment is a ValueError.
class Tensor {
 public:
  /// Undefined.
  Tensor() = default;
  /// A tensor over a given storage; see raw::as_strided for a checked view.
  Tensor(StoragePtr storage, const Shape& shape, const Strides& strides, int64_t offset, DType dtype);

  /// Whether this is a tensor at all.
  [[nodiscard]] bool defined() const { return static_cast<bool>(impl_); }
  /// Sizes.
  [[nodiscard]] const Shape& shape() const { return impl().shape; }
  /// Elements (not bytes) between neighbours along each dimension; 0 where a dimension is broadcast.
  [[nodiscard]] const Strides& strides() const { return impl().strides; }
  /// Where element (0,..,0) lies in the storage, in elements.
  [[nodiscard]] int64_t offset() const { return impl().offset; }
  /// Size of one dimension; negative ones count from the end.  @throws IndexError
  [[nodiscard]] int64_t size(int64_t dim) const { return shape()[normalize_dim("size", dim, rank())]; }
  /// Number of dimensions.
  [[nodiscard]] int64_t rank() const { return shape().size(); }
  /// Number of elements.
  [[nodiscard]] int64_t numel() const { return shape().numel(); }
  /// Element type.
  [[nodiscard]] DType dtype() const { return impl().dtype; }
  /// Bytes of the elements: numel() * item_size(dtype()); the storage may hold more, or (expanded) fewer.
  [[nodiscard]] int64_t bytes() const { return numel() * item_size(dtype()); }
  /// Where the elements are, and operations on them run.
  [[nodiscard]] Device device() const { return storage().device(); }
  /// Whether the elements lie in row-major order without gaps.
  [[nodiscard]] bool is_contiguous() const { return impl().contiguous; }

  /// The first element, offset applied; null if there is none. Writing through it does not bump version(). For the host:
  /// of a tensor on cuda it waits until the device is done with all it was given.
  /// @throws DTypeError if T is not the tensor's type; ValueError if the storage is released; DeviceError if the host
  /// cannot reach the elements: raw::to(x, Device::cpu) copies them
  template <class T>
  T* data() {
    return static_cast<T*>(address(dtype_of<T>));
  }
  /// As above, to read.
  template <class T>
  const T* data() const {
    return static_cast<const T*>(address(dtype_of<T>));
  }

  /// As data(), but for kernels: the address as it is, wherever the elements are, without waiting.
  template <class T>
  T* device_data() {
    return static_cast<T*>(device_address(dtype_of<T>));
  }
  /// As above, to read.
  template <class T>
  const T* device_data() const {
    return static_cast<const T*>(device_address(dtype_of<T>));
  }

  /// The element at (i,j,...), as many indices as dimensions: x.at<float>(1, 2) = 3. A tensor on cuda
  /// waits as data() does, each time.
  /// @throws IndexError out of range (indices are not negative here) or if their number is not rank(); as data()
  template <class T, class... Index>
  T& at(Index... index) {
    return data<T>()[element({static_cast<int64_t>(index)...})];
  }
  /// As above, to read.
  template <class T, class... Index>
  const T& at(Index... index) const {
    return data<T>()[element({static_cast<int64_t>(index)...})];
  }
  /// The only element of a tensor that has one, whatever its rank and device.  @throws ShapeError, DTypeError
  template <class T>
  [[nodiscard]] T item() const {
    check_single();
    if (device() == Device::cpu) [[likely]]
      return *data<T>();
    T value;
    read_first(&value, dtype_of<T>);
    return value;
  }

  /// The bytes behind it.
  [[nodiscard]] Storage& storage() const { return *impl().storage; }
  /// The same, to share.
  [[nodiscard]] const StoragePtr& storage_ptr() const { return impl().storage; }
  /// Whether both look at the same storage, though maybe at other parts of it.
  [[nodiscard]] bool shares_storage_with(const Tensor& other) const { return &storage() == &other.storage(); }
  /// Times the storage was changed in place.
  [[nodiscard]] uint64_t version() const { return storage().version(); }
  /// Whether both are handles on one and the same tensor (not merely views of one storage).
  [[nodiscard]] bool is_same(const Tensor& other) const { return impl_.get() == other.impl_.get(); }

  /// The node of the autograd graph that this tensor comes from, or null: its gradient is not wanted.
  [[nodiscard]] Node* node() const { return impl().node; }
  /// Which of the node's outputs this is.
  [[nodiscard]] int node_output() const { return impl().node_output; }
  /// Takes over one share in `node` (null: none) and gives the share in the previous one back.
  /// @param release  gives a share back; called when the last handle on this tensor goes
  void set_node(Node* node, int output, void (*release)(Node*));
  /// Whether no other handle, view or saved tensor can see these elements: their memory may be taken over.
  [[nodiscard]] bool is_unshared() const { return impl().owners() == 1 && storage_ptr()->owners() == 1; }

 private:
  [[nodiscard]] detail::TensorImpl& impl() const {
    if (!impl_) [[unlikely]]
      throw_undefined();
    return *impl_;
  }
  [[noreturn]] static void throw_undefined();
  [[nodiscard]] void* address(DType wanted) const;
  [[nodiscard]] void* device_address(DType wanted) const;
  void check_reachable() const;
  void read_first(void* value, DType wanted) const;
  [[nodiscard]] int64_t element(std::initializer_list<int64_t> index) const;
  void check_single() const;

  detail::IntrusivePtr<detail::TensorImpl> impl_;
};

}  // namespace llmsys
