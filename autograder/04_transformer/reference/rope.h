/// @file
/// Right answers to tasks 4.3 and 4.11, and the same done wrong in one way. In float64.
#pragma once
#include "autograder/04_transformer/reference/array.h"

namespace llmsys::lab04::reference {

/// What can go wrong in the angles.
enum class TableMistake {
  none,
  start_ignored,   ///< positions begin at 0
  from_one,        ///< positions begin at start + 1
  exponent_half,   ///< theta^(-i/D)
  exponent_twice,  ///< theta^(-2i/(D/2))
  growing,         ///< theta^(+2i/D)
  exchanged        ///< cos and sin
};

/// Cosine and sine, (T,D/2).
struct Angles {
  Array cos;  ///< (T,D/2)
  Array sin;  ///< (T,D/2)
};

/// Angle of pair i at position p: p theta^(-2i/D).
Angles rope_table(int64_t start, int64_t tokens, int64_t head_size, double theta,
                  TableMistake mistake = TableMistake::none);

/// Which two numbers of a head belong together.
enum class Layout { halves, pairs };

/// What can go wrong in a turn.
enum class TurnMistake {
  none,
  other_layout,  ///< pairs for halves, halves for pairs
  backwards,     ///< by the negative angle
  sign_lost,     ///< x[i] cos + x[i+D/2] sin, and the other half right
  first_only,    ///< the second of a pair stays
  result_reused  ///< the second one is made of the first one's result
};

/// Each pair of x (..,T,D) turned by the angles, or back if `sign` is -1.
Array turned(const Array& x, const Angles& angles, double sign, Layout layout = Layout::halves,
             TurnMistake mistake = TurnMistake::none);

/// What can go wrong when rows change their order.
enum class RowsMistake {
  none,
  unchanged,     ///< as they came
  other_way,     ///< the inverse
  across_heads,  ///< all rows at once: heads mixed
};

/// Rows of a projection (heads*D,..) for halves, from those for pairs.
Array halves_from_pairs(const Array& w, int64_t heads, RowsMistake mistake = RowsMistake::none);
/// The way back.
Array pairs_from_halves(const Array& w, int64_t heads, RowsMistake mistake = RowsMistake::none);

}  // namespace llmsys::lab04::reference
