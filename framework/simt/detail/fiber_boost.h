/// @file
/// The switch on all other processors that Boost.Context knows: by its functions, at some cost.
#pragma once
#include <boost/context/detail/fcontext.hpp>
#include <cstddef>

#include "framework/simt/qualifiers.h"

namespace llmsys::simt::detail {

/// A stack that waits.
struct FiberContext {
  boost::context::detail::fcontext_t context = nullptr;  ///< Boost's handle, good for one switch
  void (*entry)() = nullptr;                             ///< of a stack that has not begun
  const void* noted = nullptr;                           ///< see note_place()

  /// Where it goes on, for reports.
  [[nodiscard]] const void* place() const { return noted; }
  /// Has the processor fetch what it needs to go on.
  void prefetch() const { __builtin_prefetch(context, 1); }
  /// Says where.
  void note_place(const void* place) { noted = place; }
};

/// A switch on its way: Boost hands the old stack's new handle to whoever goes on.
struct Jump {
  FiberContext* from;
  const FiberContext* to;
};

/// Keeps the handle of the stack that was left.
inline Jump arrived(boost::context::detail::transfer_t transfer) {
  const Jump jump = *static_cast<const Jump*>(transfer.data);
  jump.from->context = transfer.fctx;
  return jump;
}

/// A context that calls `entry`, which never returns, on the stack that ends at `top`, a multiple of 16.
inline FiberContext make_fiber(void* top, void (*entry)()) {
  constexpr size_t kSize = 4096;  // Boost only computes the end of the stack from it
  const auto begin = [](boost::context::detail::transfer_t transfer) { arrived(transfer).to->entry(); };
  return {boost::context::detail::make_fcontext(top, kSize, begin), entry, nullptr};
}

/// Keeps the running stack in `from` and continues `to`. Returns when somebody switches back to `from`.
LLMSYS_SIMT_RUNTIME inline void switch_fiber(FiberContext& from, const FiberContext& to) {
  Jump jump{&from, &to};
  arrived(boost::context::detail::jump_fcontext(to.context, &jump));
}

}  // namespace llmsys::simt::detail
