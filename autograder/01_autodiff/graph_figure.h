/// @file
/// Pictures of computational graphs, for the handout: boxes at given places, arrows between them, notes in two colours.
#pragma once
#include <string>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab01 {

/// What a note or arrow is about.
enum class Flow {
  forward,   ///< values: blue
  gradient,  ///< gradients: orange
  plain      ///< anything else: grey
};

/// A node, drawn as a box.
struct GraphBox {
  double x;           ///< centre, pixels
  double y;           ///< centre, pixels
  std::string title;  ///< the operation
  std::string below;  ///< a smaller line under it; may be empty
  int number;         ///< in a circle at its corner; 0: none
};

/// From the right side of one box to the left side of another.
struct GraphArrow {
  size_t from;        ///< index of a box
  size_t to;          ///< index of a box
  double leave = 0;   ///< how far below the middle it leaves, pixels
  double arrive = 0;  ///< how far below the middle it arrives, pixels
};

/// Lines of text, the last one ends at (x,y).
struct GraphNote {
  double x;                        ///< left, pixels
  double y;                        ///< base line of the last line, pixels
  std::vector<std::string> lines;  ///< from top to bottom
  Flow flow;                       ///< decides the colour
};

/// All of one picture.
struct GraphFigure {
  std::string title;               ///< above it
  std::string description;         ///< for screen readers
  double width;                    ///< pixels
  double height;                   ///< pixels
  std::vector<GraphBox> boxes;     ///< nodes
  std::vector<GraphArrow> arrows;  ///< forward edges
  std::vector<GraphNote> notes;    ///< what flows along them
};

/// The picture as an SVG document.
std::string draw_graph(const GraphFigure& figure);

/// The rows of a matrix, or one line for a vector or scalar, each number rounded to that many decimals.
std::vector<std::string> rows_of(const Tensor& x, int decimals);

}  // namespace llmsys::lab01
