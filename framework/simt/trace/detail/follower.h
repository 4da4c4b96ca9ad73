/// @file
/// The listener that follows which bytes of the arena launches touch: what streams are checked by.
#pragma once
#include "framework/simt/footprint.h"
#include "framework/simt/trace/detail/byte_set.h"
#include "framework/simt/trace/request_listener.h"

namespace llmsys::simt::detail {

/// Gathers footprints.
class Follower final : public RequestListener {
 public:
  /// What was touched since the last call.
  Footprint take();

  void request(const WarpRequest& request) override;

 private:
  ByteSet read_, written_, atomic_;
};

}  // namespace llmsys::simt::detail
