/// @file
/// Whether operations are recorded for backward on this thread.
#pragma once
#include "framework/base/context.h"

namespace llmsys {

/// Turns recording on or off until the scope ends:
/// @code
///   const GradMode off(false);          // evaluation, optimizers
///   optimizer.step();
/// @endcode
class GradMode {
 public:
  /// @param record  whether operations are recorded from now on
  explicit GradMode(bool record) : context_(context()), before_(context_.grad_mode) { context_.grad_mode = record; }
  ~GradMode() { context_.grad_mode = before_; }
  GradMode(const GradMode&) = delete;
  GradMode& operator=(const GradMode&) = delete;

 private:
  Context& context_;
  bool before_;
};

}  // namespace llmsys
