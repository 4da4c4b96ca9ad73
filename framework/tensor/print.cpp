#include "framework/tensor/print.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "framework/tensor/copy.h"
#include "framework/tensor/views.h"

namespace llmsys {
namespace {

constexpr int64_t kSummarizeAbove = 1000;  // elements
constexpr int64_t kEdge = 3;               // positions shown at each end

/// The positions of a dimension that are shown; -1 stands for the dots.
std::vector<int64_t> shown_positions(int64_t size, bool summarize) {
  std::vector<int64_t> positions;
  for (int64_t i = 0; i < size; ++i) {
    if (!summarize || size <= 2 * kEdge || i < kEdge || i >= size - kEdge)
      positions.push_back(i);
    else if (i == kEdge)
      positions.push_back(-1);
    else
      i = size - kEdge - 1;
  }
  return positions;
}

/// Calls f(x of rank 0) for each element shown, in row-major order.
template <class Function>
void for_each_shown(const Tensor& x, bool summarize, const Function& f) {
  if (x.rank() == 0) return f(x);
  for (const int64_t i : shown_positions(x.size(0), summarize))
    if (i >= 0) for_each_shown(raw::select(x, 0, i), summarize, f);
}

std::string formatted(const char* format, int precision, double value) {
  char buffer[400];  // the longest double without an exponent has 309 digits before the point
  std::snprintf(buffer, sizeof buffer, format, precision, value);
  return buffer;
}

/// "0.250000" -> "0.25", "3.000" -> "3.", as NumPy; alignment pads what is cut.
std::string without_zeros(std::string number) {
  number.erase(number.find_last_not_of('0') + 1);
  return number;
}

std::string pair_text(U4x2 pair) { return text(int{pair.first()}, "|", int{pair.second()}); }

/// How one float column is written: chosen once, from all that is shown.
class FloatFormat {
 public:
  void look_at(double value) {
    if (!std::isfinite(value)) return;
    const double size = std::abs(value);
    largest_ = std::max(largest_, size);
    if (size > 0) smallest_ = smallest_ > 0 ? std::min(smallest_, size) : size;
  }
  [[nodiscard]] std::string write(double value) const {
    if (!std::isfinite(value)) return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    if (scientific()) return formatted("%.*e", 4, value);
    const int before_point = largest_ < 1 ? 0 : static_cast<int>(std::log10(largest_)) + 1;
    return without_zeros(formatted("%#.*f", std::clamp(6 - before_point, 1, smallest_ >= 0.01 ? 4 : 6), value));
  }

 private:
  [[nodiscard]] bool scientific() const {
    return largest_ >= 1e8 || (smallest_ > 0 && (smallest_ < 1e-4 || largest_ / smallest_ >= 1e6));
  }
  double largest_ = 0, smallest_ = 0;
};

/// The elements shown, as text of equal width, to the right; numbers with a point are aligned at it.
class Cells {
 public:
  Cells(const Tensor& x, bool summarize) {
    for_each_shown(x, summarize, [&](const Tensor& element) { look_at(element); });
    for_each_shown(x, summarize,
                   [&](const Tensor& element) { after_ = std::max(after_, after_point(write(element))); });
    for_each_shown(x, summarize, [&](const Tensor& element) { width_ = std::max(width_, padded(element).size()); });
  }
  [[nodiscard]] std::string padded(const Tensor& element) const {
    std::string text = write(element);
    if (after_point(text) > 0) text.append(after_ - after_point(text), ' ');
    return text.size() < width_ ? std::string(width_ - text.size(), ' ') + text : text;
  }

 private:
  void look_at(const Tensor& element) {
    if (is_floating(element.dtype())) format_.look_at(raw::to(element, DType::f64).item<double>());
  }
  [[nodiscard]] std::string write(const Tensor& element) const {
    if (element.dtype() == DType::boolean) return to_text(element.item<bool>());
    if (element.dtype() == DType::u4x2) return pair_text(element.item<U4x2>());
    if (is_floating(element.dtype())) return format_.write(raw::to(element, DType::f64).item<double>());
    return to_text(raw::to(element, DType::i64).item<int64_t>());
  }
  /// Characters from the point on; 0 without one.
  static size_t after_point(const std::string& text) { return text.size() - std::min(text.find('.'), text.size()); }

  FloatFormat format_;
  size_t after_ = 0, width_ = 0;
};

/// Nested brackets; `depth` brackets are open, so a new line starts with as many spaces.
std::string nested(const Tensor& x, const Cells& cells, bool summarize, size_t depth) {
  if (x.rank() == 0) return cells.padded(x);
  std::string out = "[";
  const bool innermost = x.rank() == 1;
  const std::string between =
      innermost ? " " : std::string(static_cast<size_t>(x.rank() - 1), '\n') + std::string(depth + 1, ' ');
  bool first = true;
  for (const int64_t i : shown_positions(x.size(0), summarize)) {
    if (!first) out += between;
    out += i < 0 ? "..." : nested(raw::select(x, 0, i), cells, summarize, depth + 1);
    first = false;
  }
  return out + "]";
}

}  // namespace

std::string to_text(const Tensor& x) {
  if (!x.defined()) return "undefined tensor";
  if (x.device() != Device::cpu) return to_text(raw::to(x, Device::cpu));
  const bool summarize = x.numel() > kSummarizeAbove;
  const std::string elements = x.numel() == 0 ? "[]" : nested(x, Cells(x, summarize), summarize, 0);
  return text(elements, " ", x.dtype(), " ", x.shape());
}

}  // namespace llmsys
