/// @file
/// Tensors that a backward pass will need again.
#pragma once
#include <cstdint>
#include <memory>

#include "framework/tensor/tensor.h"

namespace llmsys {

/// A saved tensor in another form: moved out, rounded, or a note on how to compute it again.
class PackedTensor {
 public:
  virtual ~PackedTensor() = default;
  /// The tensor again: shape and dtype as saved. May be called several times.
  virtual Tensor unpack() = 0;
};

/// Decides how saved tensors are kept while context().saved_tensor_hooks points here: offload, compression, counting.
class SavedTensorHooks {
 public:
  virtual ~SavedTensorHooks() = default;
  /// Takes a tensor that an operation saves.
  /// @param x          not to be changed; keep it (it is a handle), or what brings it back
  /// @param operation  that saves it, as messages print it
  /// @return what unpacks it, or null to keep x as it is
  virtual std::unique_ptr<PackedTensor> pack(const Tensor& x, const char* operation) = 0;
};

/// One tensor that an operation saved. Remembers the version of its storage: a tensor that was changed in place after it
/// was saved would silently give wrong gradients.
class SavedTensor {
 public:
  /// Nothing.
  SavedTensor() = default;
  /// Saves x, or what context().saved_tensor_hooks makes of it.
  SavedTensor(const Tensor& x, const char* operation);

  /// The tensor.
  /// @param operation, index  who asks for which of its saved tensors, for the message
  /// @throws AutogradError "[mul] its saved tensor 0, f32 (2,3), was changed in place ..."
  [[nodiscard]] Tensor unpack(const char* operation, int index) const;

 private:
  Tensor tensor_;
  uint64_t version_ = 0;
  std::unique_ptr<PackedTensor> packed_;
};

}  // namespace llmsys
