#include "framework/simt/check/finding_log.h"

namespace llmsys::simt {

bool FindingLog::repeats(FindingKind kind, const std::string& kernel, const void* pc, const void* before_pc,
                         uint64_t extra) {
  const auto [place, is_new] = index_.try_emplace({kind, kernel, pc, before_pc, extra}, findings_.size());
  if (!is_new) ++findings_[place->second].times;
  return !is_new;
}

void FindingLog::clear() {
  findings_.clear();
  index_.clear();
}

}  // namespace llmsys::simt
