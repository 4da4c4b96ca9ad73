#include "autograder/04_transformer/reference/rope.h"

#include <cmath>
#include <utility>

namespace llmsys::lab04::reference {
namespace {

double exponent(double i, double D, TableMistake mistake) {
  switch (mistake) {
    case TableMistake::exponent_half: return -i / D;
    case TableMistake::exponent_twice: return -4 * i / D;
    case TableMistake::growing: return 2 * i / D;
    default: return -2 * i / D;
  }
}

// Where the two numbers of pair i lie.
std::pair<int64_t, int64_t> places(int64_t i, int64_t D, Layout layout) {
  return layout == Layout::halves ? std::pair(i, i + D / 2) : std::pair(2 * i, 2 * i + 1);
}

// Row `source(d)` of each head of D rows becomes row d.
Array reordered(const Array& w, int64_t D, bool to_halves) {
  Array out(w.shape);
  const int64_t rows = w.size(0), width = static_cast<int64_t>(w.v.size()) / rows;
  for (int64_t row = 0; row < rows; ++row) {
    const int64_t d = row % D, first = row - d;
    const int64_t from = to_halves ? (d < D / 2 ? 2 * d : 2 * (d - D / 2) + 1) : (d % 2 == 0 ? d / 2 : D / 2 + d / 2);
    for (int64_t c = 0; c < width; ++c)
      out.v[static_cast<size_t>(row * width + c)] = w.v[static_cast<size_t>((first + from) * width + c)];
  }
  return out;
}

Array rows_in_order(const Array& w, int64_t heads, bool to_halves, RowsMistake mistake) {
  if (mistake == RowsMistake::unchanged) return w;
  if (mistake == RowsMistake::across_heads) return reordered(w, w.size(0), to_halves);
  return reordered(w, w.size(0) / heads, mistake == RowsMistake::other_way ? !to_halves : to_halves);
}

}  // namespace

Angles rope_table(int64_t start, int64_t tokens, int64_t head_size, double theta, TableMistake mistake) {
  Angles out{.cos = Array(Sizes{tokens, head_size / 2}), .sin = Array(Sizes{tokens, head_size / 2})};
  for (int64_t t = 0; t < tokens; ++t)
    for (int64_t i = 0; i < head_size / 2; ++i) {
      const int64_t position =
          t + (mistake == TableMistake::start_ignored ? 0 : start) + (mistake == TableMistake::from_one ? 1 : 0);
      const double angle = static_cast<double>(position) *
                           std::pow(theta, exponent(static_cast<double>(i), static_cast<double>(head_size), mistake));
      out.cos.at(t, i) = std::cos(angle);
      out.sin.at(t, i) = std::sin(angle);
    }
  if (mistake == TableMistake::exchanged) std::swap(out.cos, out.sin);
  return out;
}

Array turned(const Array& x, const Angles& angles, double sign, Layout layout, TurnMistake mistake) {
  Array y = x;
  const int64_t T = x.size(-2), D = x.size(-1);
  if (mistake == TurnMistake::other_layout) layout = layout == Layout::halves ? Layout::pairs : Layout::halves;
  if (mistake == TurnMistake::backwards) sign = -sign;
  for (int64_t row = 0; row < x.rows(); ++row)
    for (int64_t i = 0; i < D / 2; ++i) {
      const auto [a, b] = places(i, D, layout);
      const double c = angles.cos.at(row % T, i), s = sign * angles.sin.at(row % T, i);
      y.at(row, a) = x.at(row, a) * c + (mistake == TurnMistake::sign_lost ? 1 : -1) * x.at(row, b) * s;
      const double first = mistake == TurnMistake::result_reused ? y.at(row, a) : x.at(row, a);
      if (mistake != TurnMistake::first_only) y.at(row, b) = x.at(row, b) * c + first * s;
    }
  return y;
}

Array halves_from_pairs(const Array& w, int64_t heads, RowsMistake mistake) {
  return rows_in_order(w, heads, true, mistake);
}

Array pairs_from_halves(const Array& w, int64_t heads, RowsMistake mistake) {
  return rows_in_order(w, heads, false, mistake);
}

}  // namespace llmsys::lab04::reference
