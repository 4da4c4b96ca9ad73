/// @file
/// Task 1.9 (challenge): a dispatcher in 30 lines. PyTorch's c10::Dispatcher in small.
///
/// A call carries a set of keys, highest first: autograd, then the backend. The dispatcher calls the function of the
/// highest key of the set that one is registered for. That function does its part and calls again with the lower keys:
/// this is how recording, autocast or tracing wrap a computation that knows nothing of them.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab01 {

/// Who may take part in a call; the larger one comes first.
enum class DispatchKey : uint8_t {
  cpu = 0,       ///< computes
  cuda = 1,      ///< computes, on a GPU
  autocast = 2,  ///< converts inputs
  autograd = 3,  ///< records
  trace = 4      ///< prints
};

/// A set of keys, one bit each.
class DispatchKeys {
 public:
  /// Of none.
  DispatchKeys() = default;
  /// {DispatchKey::cpu, DispatchKey::autograd}
  DispatchKeys(std::initializer_list<DispatchKey> keys) {
    for (const DispatchKey key : keys) bits_ |= bit(key);
  }
  /// Whether `key` is in it.
  [[nodiscard]] bool has(DispatchKey key) const { return (bits_ & bit(key)) != 0; }
  /// These and `key`.
  [[nodiscard]] DispatchKeys with(DispatchKey key) const {
    DispatchKeys out = *this;
    out.bits_ |= bit(key);
    return out;
  }
  /// Those of the set that come after `key`: what a wrapper calls on with.
  [[nodiscard]] DispatchKeys below(DispatchKey key) const {
    DispatchKeys out;
    out.bits_ = bits_ & (bit(key) - 1);
    return out;
  }

 private:
  static uint32_t bit(DispatchKey key) { return uint32_t{1} << static_cast<uint32_t>(key); }
  uint32_t bits_ = 0;
};

/// The table (operation, key) -> function.
class Dispatcher {
 public:
  /// What serves an operation under one key: gets the dispatcher and the keys that are left, to call on with.
  using Function =
      std::function<Tensor(const Dispatcher& dispatcher, DispatchKeys rest, const std::vector<Tensor>& inputs)>;

  /// Makes `function` serve `operation` under `key`; replaces the one before.
  void set(const std::string& operation, DispatchKey key, Function function);
  /// Makes `function` serve every operation under `key` that has none of its own there.
  void set_fallback(DispatchKey key, Function function);
  /// Calls the function of the highest key in `keys` for which there is one; `rest` are the keys below it.
  /// @throws ValueError "[matmul] ..." if there is none
  Tensor call(const std::string& operation, DispatchKeys keys, const std::vector<Tensor>& inputs) const;

 private:
  std::map<std::pair<std::string, DispatchKey>, Function> functions_;
  std::map<DispatchKey, Function> fallbacks_;
};

}  // namespace llmsys::lab01
