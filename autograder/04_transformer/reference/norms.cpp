#include "autograder/04_transformer/reference/norms.h"

#include <cmath>

namespace llmsys::lab04::reference {
namespace {

Array one_a_row(const Array& x) {
  Sizes shape = x.shape;
  shape.back() = 1;
  return Array(shape);
}

double mean_of(const Array& x, int64_t row, int power) {
  double total = 0;
  for (int64_t c = 0; c < x.size(-1); ++c) total += std::pow(x.at(row, c), power);
  return total / static_cast<double>(x.size(-1));
}

double over_root(double square, double eps, NormMistake mistake) {
  if (mistake == NormMistake::eps_outside) return 1 / (std::sqrt(square) + eps);
  if (mistake == NormMistake::root_forgotten) return 1 / (square + eps);
  return 1 / std::sqrt(square + eps);
}

// The mean over a row of a b.
double mean_product(const Array& a, const Array& b, int64_t row) {
  double total = 0;
  for (int64_t c = 0; c < a.size(-1); ++c) total += a.at(row, c) * b.at(row, c);
  return total / static_cast<double>(a.size(-1));
}

// The gradients, of x less `mean`; LayerNorm takes the mean of g away, too.
NormGradients norm_vjp(const Array& dy, const Array& x, const Array& w, const Array& mean, const Array& rstd,
                       bool centred, NormVjpMistake mistake) {
  const int64_t C = x.size(-1);
  NormGradients out{.dx = Array(x.shape), .dw = Array(w.shape), .db = Array(w.shape)};
  Array g = dy, xhat = x;
  for (int64_t i = 0; i < x.rows(); ++i) {
    const double scale = rstd.v[static_cast<size_t>(i)];
    for (int64_t c = 0; c < C; ++c) {
      const double centre = mean.v.empty() ? 0 : mean.v[static_cast<size_t>(i)];
      xhat.at(i, c) = (x.at(i, c) - centre) * scale;
      if (mistake != NormVjpMistake::weight_forgotten) g.at(i, c) *= w.v[static_cast<size_t>(c)];
      const double factor = mistake == NormVjpMistake::dw_of_x ? x.at(i, c) : xhat.at(i, c);
      out.dw.v[static_cast<size_t>(c)] += dy.at(i, c) * factor;
      out.db.v[static_cast<size_t>(c)] += dy.at(i, c);
    }
    double along = mean_product(g, xhat, i);
    if (mistake == NormVjpMistake::projection_forgotten) along = 0;
    if (mistake == NormVjpMistake::projection_summed) along *= static_cast<double>(C);
    const double level = centred && mistake != NormVjpMistake::mean_forgotten ? mean_of(g, i, 1) : 0;
    const double last = mistake == NormVjpMistake::root_forgotten ? 1 : scale;
    for (int64_t c = 0; c < C; ++c) out.dx.at(i, c) = last * (g.at(i, c) - level - xhat.at(i, c) * along);
  }
  return out;
}

}  // namespace

Norm rms_norm(const Array& x, const Array& w, double eps, NormMistake mistake) {
  Norm out{.y = Array(x.shape), .mean = {}, .rstd = one_a_row(x)};
  for (int64_t i = 0; i < x.rows(); ++i) {
    double square = mean_of(x, i, mistake == NormMistake::mean_not_square ? 1 : 2);
    const double centre = mistake == NormMistake::centred ? mean_of(x, i, 1) : 0;
    square -= centre * centre;
    if (mistake == NormMistake::summed) square *= static_cast<double>(x.size(-1));
    const double scale = out.rstd.v[static_cast<size_t>(i)] = over_root(square, eps, mistake);
    for (int64_t c = 0; c < x.size(-1); ++c)
      out.y.at(i, c) =
          (x.at(i, c) - centre) * scale * (mistake == NormMistake::unweighted ? 1 : w.v[static_cast<size_t>(c)]);
  }
  return out;
}

Norm layer_norm(const Array& x, const Array& w, const Array& b, double eps, NormMistake mistake) {
  Norm out{.y = Array(x.shape), .mean = one_a_row(x), .rstd = one_a_row(x)};
  const auto C = static_cast<double>(x.size(-1));
  for (int64_t i = 0; i < x.rows(); ++i) {
    const double mean = out.mean.v[static_cast<size_t>(i)] = mean_of(x, i, 1);
    double variance = 0;
    for (int64_t c = 0; c < x.size(-1); ++c) variance += (x.at(i, c) - mean) * (x.at(i, c) - mean) / C;
    if (mistake == NormMistake::unbiased) variance *= C / (C - 1);
    const double scale = out.rstd.v[static_cast<size_t>(i)] = over_root(variance, eps, mistake);
    const double centre = mistake == NormMistake::not_centred ? 0 : mean;
    for (int64_t c = 0; c < x.size(-1); ++c) {
      const auto at = static_cast<size_t>(c);
      const double normal = (x.at(i, c) - centre) * scale;
      out.y.at(i, c) = normal * (mistake == NormMistake::unweighted ? 1 : w.v[at]) +
                       (mistake == NormMistake::bias_forgotten ? 0 : b.v[at]);
    }
  }
  return out;
}

NormGradients rms_norm_vjp(const Array& dy, const Array& x, const Array& w, const Array& rstd, NormVjpMistake mistake) {
  return norm_vjp(dy, x, w, {}, rstd, false, mistake);
}

NormGradients layer_norm_vjp(const Array& dy, const Array& x, const Array& w, const Array& mean, const Array& rstd,
                             NormVjpMistake mistake) {
  return norm_vjp(dy, x, w, mean, rstd, true, mistake);
}

}  // namespace llmsys::lab04::reference
