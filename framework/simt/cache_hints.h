/// @file
/// Loads and stores that tell a GPU's caches what to expect: here they are ordinary ones, and counted as such.
#pragma once
#include "framework/simt/qualifiers.h"

/// @name Loads. T: a number or a vector type
/// @{
/// Of what no thread writes while the kernel runs.
template <class T>
__forceinline__ T __ldg(const T* address) {
  return *address;
}
/// Kept in all caches.
template <class T>
__forceinline__ T __ldca(const T* address) {
  return *address;
}
/// Kept in the L2 cache only: sees what other multiprocessors stored.
template <class T>
__forceinline__ T __ldcg(const T* address) {
  return *address;
}
/// Used once.
template <class T>
__forceinline__ T __ldcs(const T* address) {
  return *address;
}
/// The last use.
template <class T>
__forceinline__ T __ldlu(const T* address) {
  return *address;
}
/// From memory, as if it were volatile.
template <class T>
__forceinline__ T __ldcv(const T* address) {
  return *static_cast<const volatile T*>(address);
}
/// @}

/// @name Stores
/// @{
/// Kept in all caches.
template <class T>
__forceinline__ void __stwb(T* address, T value) {
  *address = value;
}
/// Kept in the L2 cache only.
template <class T>
__forceinline__ void __stcg(T* address, T value) {
  *address = value;
}
/// Not read again soon.
template <class T>
__forceinline__ void __stcs(T* address, T value) {
  *address = value;
}
/// Through the L2 cache to memory.
template <class T>
__forceinline__ void __stwt(T* address, T value) {
  *address = value;
}
/// @}

/// Tells nvcc what may be taken for granted; g++ is told nothing, so that a wrong one does no harm here.
#define __builtin_assume(condition) static_cast<void>(0)
