/// @file
/// CUDA's atomic functions, on global and shared memory: atomicAdd, Sub, Exch, Min, Max, Inc, Dec, CAS, And, Or, Xor, each
/// also with _block and _system, which differ only in what other threads may count on: here each is one atomic operation of
/// the processor, without any order of other memory accesses, as on a GPU.
///
/// All return the value from before. Types are those that CUDA allows (unsigned long long is, size_t is not); the vectors
/// float2 and float4 are atomic by element, and CUDA wants compute capability 9.0 for them.
#pragma once
#include <concepts>
#include <cstdint>
#include <type_traits>

#include "framework/simt/bfloat16.h"
#include "framework/simt/half.h"
#include "framework/simt/observer.h"
#include "framework/simt/sync.h"
#include "framework/simt/vector_types.h"

namespace llmsys::simt::detail {

/// Who sees the effect.
enum class Scope { block, device, system };

template <class T, class... Types>
concept OneOf = (std::same_as<T, Types> || ...);
template <class T>
concept Word32 = OneOf<T, int, unsigned>;
template <class T>
concept Integer = OneOf<T, int, unsigned, unsigned long long>;
template <class T>
concept Ordered = OneOf<T, int, unsigned, long long, unsigned long long>;
template <class T>
concept Exchangeable = OneOf<T, int, unsigned, unsigned long long, float>;
template <class T>
concept Comparable = OneOf<T, int, unsigned, unsigned long long, unsigned short>;
template <class T>
concept Floating = OneOf<T, float, double, __half, __half2, __nv_bfloat16, __nv_bfloat162>;
template <class T>
concept Addable = Integer<T> || Floating<T> || OneOf<T, float2, float4>;

__forceinline__ void tell_atomic(const void* address, size_t bytes, Scope scope, const void* pc) {
#ifdef LLMSYS_SIMT_TRACED
  if (ExecutionObserver* const listener = observer()) listener->atomic(address, bytes, pc, scope == Scope::block);
#endif
  static_cast<void>(address), static_cast<void>(bytes), static_cast<void>(scope), static_cast<void>(pc);
}

__forceinline__ void tell_compare(const void* address, size_t bytes, Scope scope, const void* pc) {
#ifdef LLMSYS_SIMT_TRACED
  if (ExecutionObserver* const listener = observer()) listener->compares(address, bytes);
#endif
  tell_atomic(address, bytes, scope, pc);
}

/// Replaces *address by next(*address), as one step; returns what was there.
template <class T, class Next>
__forceinline__ T replace(T* address, Next next) {
  using Bits = typename Word<sizeof(T)>::type;
  Bits* const place = reinterpret_cast<Bits*>(address);
  Bits before = __atomic_load_n(place, __ATOMIC_RELAXED), after;
  T old;
  do {
    __builtin_memcpy(static_cast<void*>(&old), &before, sizeof(T));
    const T wanted = next(old);
    __builtin_memcpy(&after, static_cast<const void*>(&wanted), sizeof(T));
  } while (!__atomic_compare_exchange_n(place, &before, after, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
  return old;
}

template <class T>
__forceinline__ T add(T* address, T value) {
  if constexpr (Integer<T>) {
    const T old = __atomic_fetch_add(address, value, __ATOMIC_RELAXED);
    if (value == 0) note_poll(LLMSYS_SIMT_PC);
    return old;
  } else if constexpr (std::same_as<T, float2>) {
    return {add(&address->x, value.x), add(&address->y, value.y)};
  } else if constexpr (std::same_as<T, float4>) {
    return {add(&address->x, value.x), add(&address->y, value.y), add(&address->z, value.z), add(&address->w, value.w)};
  } else {
    return replace(address, [value](T old) LLMSYS_SIMT_RUNTIME { return old + value; });
  }
}

template <class T>
__forceinline__ T subtract(T* address, T value) {
  return __atomic_fetch_sub(address, value, __ATOMIC_RELAXED);
}

template <class T>
__forceinline__ T exchange(T* address, T value) {
  const T old = replace(address, [value](T) LLMSYS_SIMT_RUNTIME { return value; });
  if (old == value) note_poll(LLMSYS_SIMT_PC);
  return old;
}

template <class T>
__forceinline__ T keep_smaller(T* address, T value) {
  return replace(address, [value](T old) LLMSYS_SIMT_RUNTIME { return value < old ? value : old; });
}

template <class T>
__forceinline__ T keep_larger(T* address, T value) {
  return replace(address, [value](T old) LLMSYS_SIMT_RUNTIME { return value > old ? value : old; });
}

/// Counts up, and from `last` to 0.
__forceinline__ unsigned count_up(unsigned* address, unsigned last) {
  return replace(address, [last](unsigned old) LLMSYS_SIMT_RUNTIME { return old >= last ? 0 : old + 1; });
}

/// Counts down, and from 0 (or what is beyond `last`) to `last`.
__forceinline__ unsigned count_down(unsigned* address, unsigned last) {
  return replace(address, [last](unsigned old) LLMSYS_SIMT_RUNTIME { return old == 0 || old > last ? last : old - 1; });
}

template <class T>
__forceinline__ T keep_common_bits(T* address, T value) {
  const T old = __atomic_fetch_and(address, value, __ATOMIC_RELAXED);
  if (value == static_cast<T>(-1)) note_poll(LLMSYS_SIMT_PC);
  return old;
}

template <class T>
__forceinline__ T add_bits(T* address, T value) {
  const T old = __atomic_fetch_or(address, value, __ATOMIC_RELAXED);
  if (value == 0) note_poll(LLMSYS_SIMT_PC);
  return old;
}

template <class T>
__forceinline__ T flip_bits(T* address, T value) {
  return __atomic_fetch_xor(address, value, __ATOMIC_RELAXED);
}

template <class T>
__forceinline__ T compare_and_swap(T* address, T expected, T value) {
  T old = expected;
  if (!__atomic_compare_exchange_n(address, &old, value, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
    note_poll(LLMSYS_SIMT_PC);
  return old;
}

}  // namespace llmsys::simt::detail

#define LLMSYS_SIMT_ATOMIC_IN_(name, Allowed, operation, scope)        \
  template <::llmsys::simt::detail::Allowed T>                         \
  LLMSYS_SIMT_CALL T name(T* address, std::type_identity_t<T> value) { \
    using namespace llmsys::simt::detail;                              \
    tell_atomic(address, sizeof(T), Scope::scope, LLMSYS_SIMT_PC);     \
    return operation(address, value);                                  \
  }
#define LLMSYS_SIMT_ATOMIC_(name, Allowed, operation)             \
  LLMSYS_SIMT_ATOMIC_IN_(name, Allowed, operation, device)        \
  LLMSYS_SIMT_ATOMIC_IN_(name##_block, Allowed, operation, block) \
  LLMSYS_SIMT_ATOMIC_IN_(name##_system, Allowed, operation, system)

LLMSYS_SIMT_ATOMIC_(atomicAdd, Addable, add)
LLMSYS_SIMT_ATOMIC_(atomicSub, Word32, subtract)
LLMSYS_SIMT_ATOMIC_(atomicExch, Exchangeable, exchange)
LLMSYS_SIMT_ATOMIC_(atomicMin, Ordered, keep_smaller)
LLMSYS_SIMT_ATOMIC_(atomicMax, Ordered, keep_larger)
LLMSYS_SIMT_ATOMIC_(atomicInc, OneOf<unsigned>, count_up)
LLMSYS_SIMT_ATOMIC_(atomicDec, OneOf<unsigned>, count_down)
LLMSYS_SIMT_ATOMIC_(atomicAnd, Integer, keep_common_bits)
LLMSYS_SIMT_ATOMIC_(atomicOr, Integer, add_bits)
LLMSYS_SIMT_ATOMIC_(atomicXor, Integer, flip_bits)

#define LLMSYS_SIMT_ATOMIC_CAS_(name, scope)                                                             \
  template <::llmsys::simt::detail::Comparable T>                                                        \
  LLMSYS_SIMT_CALL T name(T* address, std::type_identity_t<T> expected, std::type_identity_t<T> value) { \
    using namespace llmsys::simt::detail;                                                                \
    tell_compare(address, sizeof(T), Scope::scope, LLMSYS_SIMT_PC);                                      \
    return compare_and_swap(address, expected, value);                                                   \
  }
LLMSYS_SIMT_ATOMIC_CAS_(atomicCAS, device)
LLMSYS_SIMT_ATOMIC_CAS_(atomicCAS_block, block)
LLMSYS_SIMT_ATOMIC_CAS_(atomicCAS_system, system)

#undef LLMSYS_SIMT_ATOMIC_CAS_
#undef LLMSYS_SIMT_ATOMIC_
#undef LLMSYS_SIMT_ATOMIC_IN_
