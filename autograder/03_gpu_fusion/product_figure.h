/// @file
/// A picture of a block's product: its tile of C, and above and left of it the tiles of B and A that it multiplies.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys::lab03 {

/// Which of the three tiles.
enum class Operand { a, b, c };

/// A rectangle of elements that somebody reads or computes.
struct Patch {
  Operand of;         ///< whose elements
  int64_t row;        ///< the first
  int64_t column;     ///< the first
  int64_t rows;       ///< how many
  int64_t columns;    ///< how many
  int64_t colour;     ///< 0: pale; 1 to 4: of those there are
  std::string label;  ///< may be empty
};

/// What is drawn.
struct ProductFigure {
  std::string title;               ///< above
  std::string description;         ///< for those who cannot see it
  int64_t side;                    ///< the tile of C has side x side elements
  int64_t depth;                   ///< that of A side x depth, that of B depth x side
  std::vector<Patch> patches;      ///< in the order of drawing
  std::vector<std::string> notes;  ///< lines at its right
};

/// The figure as SVG.
std::string draw_product(const ProductFigure& figure);

}  // namespace llmsys::lab03
