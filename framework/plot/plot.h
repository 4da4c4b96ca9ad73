/// @file
/// Figures in a few lines, as SVG that needs no library to make and no script to look at.
#pragma once
#include <string>
#include <vector>

#include "framework/plot/figure.h"

namespace llmsys {

/// Builds one figure; each call returns the plot, so calls chain:
///
///     Plot("Loss of the bigram model")
///         .x_axis({.label = "step"})
///         .y_axis({.label = "loss (nats per character)"})
///         .line("training", steps, losses)
///         .line("held out", steps, held_out)
///         .save("loss.svg");
///
/// Series get their colour, dash pattern, marker or hatching by their order: colours stay apart for colour-blind eyes,
/// shapes tell the first five series apart without any colour, both together the first 35. NaN and infinities leave a
/// gap. A line of a million points is thinned to what the pixels can show. Values are checked by svg() and save().
class Plot {
 public:
  /// @param title  one line above the plot
  explicit Plot(std::string title = "");

  /// The size in pixels; 720 x 420 if not called.  @throws ValueError below 200 x 150
  Plot& size(int width, int height);
  /// What a screen reader tells instead of the default, a summary of axes and series.
  Plot& describe(std::string description);
  /// Label, scale, limits or categories of the horizontal axis.
  Plot& x_axis(AxisOptions options);
  /// Label, scale, limits or categories of the vertical axis.
  Plot& y_axis(AxisOptions options);

  /// Points joined in the order given.
  Plot& line(std::string name, std::vector<double> x, std::vector<double> y);
  /// Points joined in the order given, over a filled area. A linear axis is made to include 0.
  Plot& area(std::string name, std::vector<double> x, std::vector<double> y);
  /// Separate points.
  Plot& scatter(std::string name, std::vector<double> x, std::vector<double> y);
  /// A column a category; several series of bars stand side by side. A linear axis is made to include 0.
  Plot& bars(std::string name, std::vector<double> values);
  /// Rectangles: a time line has time on x and, by `categories`, a row a rank on y (row i lies between i - 0.5, i + 0.5).
  Plot& boxes(std::string name, std::vector<Box> boxes);
  /// A rectangle that is a series of its own: a region, a budget.
  Plot& rect(std::string name, double x0, double y0, double x1, double y1);
  /// A word at a place in data coordinates.
  Plot& text(double x, double y, std::string words);

  /// The figure as an SVG document.  @throws ValueError as draw_figure() does
  [[nodiscard]] std::string svg() const;
  /// Writes svg() to a file.  @throws IoError if it cannot be written, ValueError as draw_figure() does
  void save(const std::string& path) const;

 private:
  Figure figure_;
};

}  // namespace llmsys
