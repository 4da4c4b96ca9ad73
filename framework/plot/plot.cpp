#include "framework/plot/plot.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "framework/base/error.h"

namespace llmsys {

Plot::Plot(std::string title) { figure_.title = std::move(title); }

Plot& Plot::size(int width, int height) {
  LLMSYS_CHECK(ValueError, width >= 200 && height >= 150, "[Plot::size] needs at least 200 x 150 pixels, got ", width,
               " x ", height);
  figure_.width = width;
  figure_.height = height;
  return *this;
}

Plot& Plot::describe(std::string description) {
  figure_.description = std::move(description);
  return *this;
}

Plot& Plot::x_axis(AxisOptions options) {
  figure_.x_axis = std::move(options);
  return *this;
}

Plot& Plot::y_axis(AxisOptions options) {
  figure_.y_axis = std::move(options);
  return *this;
}

Plot& Plot::line(std::string name, std::vector<double> x, std::vector<double> y) {
  figure_.series.push_back({SeriesKind::line, std::move(name), std::move(x), std::move(y), {}});
  return *this;
}

Plot& Plot::area(std::string name, std::vector<double> x, std::vector<double> y) {
  figure_.series.push_back({SeriesKind::area, std::move(name), std::move(x), std::move(y), {}});
  return *this;
}

Plot& Plot::scatter(std::string name, std::vector<double> x, std::vector<double> y) {
  figure_.series.push_back({SeriesKind::scatter, std::move(name), std::move(x), std::move(y), {}});
  return *this;
}

Plot& Plot::bars(std::string name, std::vector<double> values) {
  std::vector<double> positions(values.size());
  for (size_t i = 0; i < positions.size(); ++i) positions[i] = static_cast<double>(i);
  figure_.series.push_back({SeriesKind::bars, std::move(name), std::move(positions), std::move(values), {}});
  return *this;
}

Plot& Plot::boxes(std::string name, std::vector<Box> boxes) {
  figure_.series.push_back({SeriesKind::boxes, std::move(name), {}, {}, std::move(boxes)});
  return *this;
}

Plot& Plot::rect(std::string name, double x0, double y0, double x1, double y1) {
  return boxes(std::move(name), {{x0, y0, x1, y1, ""}});
}

Plot& Plot::text(double x, double y, std::string words) {
  figure_.notes.push_back({x, y, std::move(words)});
  return *this;
}

std::string Plot::svg() const { return draw_figure(figure_); }

void Plot::save(const std::string& path) const {
  const std::string document = svg();
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  file.write(document.data(), static_cast<std::streamsize>(document.size()));
  file.close();
  LLMSYS_CHECK(IoError, file.good(), "[Plot::save] cannot write ", path, ": ", std::strerror(errno));
}

}  // namespace llmsys
