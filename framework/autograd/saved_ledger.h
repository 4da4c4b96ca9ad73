/// @file
/// Counts what backward keeps alive: the activation memory of a training step, exactly.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "framework/autograd/saved_tensor.h"

namespace llmsys {

/// Counts the bytes of saved tensors while context().saved_tensor_hooks points here. Tensors that share a storage count
/// once; leaves (parameters) do not count: they are there anyway. May go before the graph does.
class SavedLedger final : public SavedTensorHooks {
 public:
  SavedLedger();
  ~SavedLedger() override;
  std::unique_ptr<PackedTensor> pack(const Tensor& x, const char* operation) override;

  /// Bytes of all storages saved so far, whether freed since or not.
  [[nodiscard]] int64_t saved_bytes() const;
  /// Bytes of the storages that are kept at this moment; 0 after a backward pass that freed its graph.
  [[nodiscard]] int64_t live_bytes() const;
  /// Tensors that each operation saved so far: {"mul", 2}.
  [[nodiscard]] const std::map<std::string, int64_t>& saves() const { return saves_; }

  /// The books; shared with what was packed.
  struct Books;

 private:
  std::shared_ptr<Books> books_;
  std::map<std::string, int64_t> saves_;
};

}  // namespace llmsys
