#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

const char* to_text(FindingKind kind) {
  switch (kind) {
    case FindingKind::out_of_bounds: return "out_of_bounds";
    case FindingKind::use_after_free: return "use_after_free";
    case FindingKind::illegal_address: return "illegal_address";
    case FindingKind::misaligned: return "misaligned";
    case FindingKind::uninitialized_global: return "uninitialized_global";
    case FindingKind::uninitialized_shared: return "uninitialized_shared";
    case FindingKind::race_shared: return "race_shared";
    case FindingKind::race_global: return "race_global";
    case FindingKind::barrier_exited: return "barrier_exited";
    case FindingKind::barrier_diverged: return "barrier_diverged";
    case FindingKind::mask_without_caller: return "mask_without_caller";
    case FindingKind::deadlock: return "deadlock";
    case FindingKind::spinning: return "spinning";
    case FindingKind::stack_overflow: return "stack_overflow";
    case FindingKind::assertion: return "assertion";
    case FindingKind::trap: return "trap";
    case FindingKind::leak: return "leak";
    case FindingKind::invalid_free: return "invalid_free";
    case FindingKind::host_access: return "host_access";
    default: return "order_dependent";
  }
}

}  // namespace llmsys::simt
