#include "framework/simt/check/race_shadow.h"

namespace llmsys::simt {

void RacePage::split(int shift) {
  const size_t count = kBytes >> shift, parts = size_t{1} << (shift_ - shift);
  auto finer = std::make_unique<RaceCell[]>(count);
  for (size_t i = 0; i < count; ++i) finer[i] = cells_[i / parts];
  cells_ = std::move(finer);
  shift_ = shift;
}

}  // namespace llmsys::simt
