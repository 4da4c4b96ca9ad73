#include "framework/simt/check/race_shadow.h"

#include <utility>

namespace llmsys::simt {

void RaceRow::set_apart(uint32_t oldest) {
  if (cells_ == nullptr) cells_ = std::make_unique<std::array<Access, kRowCells>>();
  if (together_.first.key < oldest)
    cells_->fill({});
  else
    for (int cell = 0; cell < kRowCells; ++cell) (*cells_)[static_cast<size_t>(cell)] = together_.of_cell(cell);
  together_.shift = kApart;
}

RaceRow RaceRow::finer(int parts, int begin) const {
  RaceRow part;
  if (apart()) {
    Access* const cells = part.cells();
    for (int cell = 0; cell < kRowCells; ++cell) cells[cell] = of_cell(begin + (cell >> parts));
  } else {
    part.set(
        {.first = of_cell(begin), .step = together_.step, .shift = together_.shift + static_cast<uint32_t>(parts)});
  }
  return part;
}

void RacePage::split(int shift) {
  const int parts = shift_ - shift;  // a cell becomes 1 << parts
  const size_t count = (kBytes >> shift) / kRowCells;
  auto finer = std::make_unique<RaceCells[]>(count);
  for (size_t i = 0; i < count; ++i) {
    const RaceCells& row = rows_[i >> parts];
    const int begin = static_cast<int>(i & ((size_t{1} << parts) - 1)) * (kRowCells >> parts);
    finer[i] = {.write = row.write.finer(parts, begin), .others = row.others.finer(parts, begin)};
  }
  rows_ = std::move(finer);
  shift_ = shift;
}

}  // namespace llmsys::simt
