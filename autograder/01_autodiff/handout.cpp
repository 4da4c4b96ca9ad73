#include "autograder/01_autodiff/handout.h"

#include <algorithm>

#include "autograder/01_autodiff/graph_figure.h"
#include "framework/testing/document.h"

namespace llmsys::lab01 {

namespace {

const llmsys::testing::Document& handout() {
  static const llmsys::testing::Document page("labs/01_autodiff/README.md");
  return page;
}

}  // namespace

size_t occurrences(const std::string& words) { return handout().occurrences(words); }
void says(const std::string& words) { handout().says(words); }

std::string fixed(double value, int decimals) {
  char out[32];
  std::snprintf(out, sizeof out, "%.*f", decimals, value);
  return out;
}

std::string shortest(double value) {
  char out[32];
  std::snprintf(out, sizeof out, "%.6g", value);
  return out;
}

std::string grouped(int64_t value) {
  std::string out = std::to_string(value);
  for (int64_t at = static_cast<int64_t>(out.size()) - 3; at > 0; at -= 3) out.insert(static_cast<size_t>(at), ",");
  return out;
}

std::string block(const std::vector<std::pair<std::string, Tensor>>& columns) {
  std::vector<std::string> lines;
  size_t width = 0;
  for (const auto& [heading, tensor] : columns) {
    std::vector<std::string> column = rows_of(tensor, 4);
    column.insert(column.begin(), heading);
    lines.resize(std::max(lines.size(), column.size()));
    for (std::string& line : lines) line.resize(width, ' ');
    for (size_t i = 0; i < column.size(); ++i) lines[i] += column[i];
    for (const std::string& line : lines) width = std::max(width, line.size() + 4);
  }
  std::string out;
  for (std::string& line : lines) out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  return out;
}

std::string nested(const Tensor& matrix) {
  std::string out = "(";
  for (int64_t i = 0; i < matrix.size(0); ++i) {
    out += i == 0 ? "(" : ", (";
    for (int64_t j = 0; j < matrix.size(1); ++j) {
      const double value = std::stod(fixed(matrix.at<float>(i, j), 4)) + 0.0;
      out += (j == 0 ? "" : ", ") + shortest(value);
    }
    out += ")";
  }
  return out + ")";
}

}  // namespace llmsys::lab01
