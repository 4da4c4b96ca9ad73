/// @file
/// Who computes what: one table (operation, device, dtype) -> function. How a lab's kernel becomes the system's.
///
/// @code
///   Registry mine = framework_registry();  // a copy, then changed
///   mine.set(kMatmul, Device::cpu, DType::f32, tiled_matmul, "lab02");
///   Context here = context();
///   here.registry = &mine;
///   ContextScope scope(here);              // raw::matmul now calls tiled_matmul
/// @endcode
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <type_traits>

#include "framework/device/device.h"
#include "framework/tensor/dtype.h"
#include "framework/tensor/ops.h"

namespace llmsys {

struct Context;  // framework/base/context.h

/// A table of kernels. Copy it and change the copy; a lookup is an array index.
class Registry {
 public:
  /// Empty: every lookup fails.
  Registry() = default;

  /// Makes `kernel` serve this operation; it replaces the one before.
  /// @param who  a literal: "framework", "lab02", as traces print it; kept as a pointer
  /// @throws ValueError if key.id is not below kMaxOps
  template <class Signature>
  void set(const OpKey<Signature>& key, Device device, DType dtype, std::type_identity_t<Signature>* kernel,
           const char* who) {
    set_entry(key.id, device, dtype, {reinterpret_cast<AnyFunction*>(kernel), who});
  }

  /// The kernel that serves this operation.
  /// @throws DTypeError "[exp] has no kernel for i64 on cpu; it has f32, f64, f16, bf16: convert with raw::to(x, dtype)"
  /// @throws DeviceError "[exp] has no kernel on cuda: this build has none; use cpu"
  template <class Signature>
  Signature* find(const OpKey<Signature>& key, Device device, DType dtype) const {
    AnyFunction* kernel = entry(key.id, device, dtype).kernel;
    if (kernel == nullptr) [[unlikely]]
      throw_missing(key.id, key.name, device, dtype);
    return reinterpret_cast<Signature*>(kernel);
  }

  /// Who serves this operation: what set() was told, or "" if nobody does.
  template <class Signature>
  [[nodiscard]] std::string_view who(const OpKey<Signature>& key, Device device, DType dtype) const {
    return entry(key.id, device, dtype).who;
  }

 private:
  using AnyFunction = void();
  struct Entry {
    AnyFunction* kernel = nullptr;
    const char* who = "";
  };
  static constexpr size_t kDevices = 2;

  [[nodiscard]] const Entry& entry(uint16_t op, Device device, DType dtype) const {
    return entries_[op][static_cast<size_t>(device)][static_cast<size_t>(dtype)];
  }
  void set_entry(uint16_t op, Device device, DType dtype, Entry entry);
  [[noreturn]] void throw_missing(uint16_t op, const char* name, Device device, DType dtype) const;

  std::array<std::array<std::array<Entry, kDTypes>, kDevices>, kMaxOps> entries_{};
};

/// The framework's own kernels. Immutable; a program or a lab starts from a copy.
const Registry& framework_registry();

/// here.registry, or framework_registry() where that Context names none.
const Registry& registry_of(const Context& here);

/// registry_of(context()): context().registry, or framework_registry() where the Context names none.
const Registry& current_registry();

}  // namespace llmsys
