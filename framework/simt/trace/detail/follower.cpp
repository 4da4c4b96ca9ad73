#include "framework/simt/trace/detail/follower.h"

#include <utility>

namespace llmsys::simt::detail {

void Follower::request(const WarpRequest& request) {
  if (request.space != Space::global) return;
  switch (request.kind) {
    case AccessKind::load: return read_.add(request);
    case AccessKind::store: return written_.add(request);
    case AccessKind::atomic: return atomic_.add(request);
  }
}

Footprint Follower::take() {
  Footprint all{.read = read_.runs(), .written = written_.runs(), .atomic = atomic_.runs()};
  for (ByteSet* set : {&read_, &written_, &atomic_}) set->clear();
  return all;
}

}  // namespace llmsys::simt::detail
