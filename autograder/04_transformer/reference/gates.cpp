#include "autograder/04_transformer/reference/gates.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace llmsys::lab04::reference {
namespace {

constexpr double kCubic = 0.044715;

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

double gated(double gate, double up, GateMistake mistake) {
  switch (mistake) {
    case GateMistake::swapped: return up * sigmoid(up) * gate;
    case GateMistake::sigmoid_only: return sigmoid(gate) * up;
    case GateMistake::up_forgotten: return gate * sigmoid(gate);
    case GateMistake::ungated: return gate * up;
    default: return gate * sigmoid(gate) * up;
  }
}

// d silu / d gate.
double slope(double gate, GateVjpMistake mistake) {
  const double s = sigmoid(gate);
  if (mistake == GateVjpMistake::product_rule) return s;
  return mistake == GateVjpMistake::sigmoid_slope ? s * (1 - s) : s * (1 + gate * (1 - s));
}

double inner(double x, double cubic) { return std::sqrt(2 / std::numbers::pi) * (x + cubic * x * x * x); }

double gelu_at(double x, GeluMistake mistake) {
  switch (mistake) {
    case GeluMistake::exact: return 0.5 * x * (1 + std::erf(x / std::numbers::sqrt2));
    case GeluMistake::cubic_forgotten: return 0.5 * x * (1 + std::tanh(inner(x, 0)));
    case GeluMistake::half_forgotten: return x * (1 + std::tanh(inner(x, kCubic)));
    default: return 0.5 * x * (1 + std::tanh(inner(x, kCubic)));
  }
}

double gelu_slope(double x, GeluVjpMistake mistake) {
  const double t = std::tanh(inner(x, kCubic));
  const double cubic = mistake == GeluVjpMistake::cubic_unscaled ? kCubic : 3 * kCubic;
  const double du = mistake == GeluVjpMistake::product_rule ? 0 : std::sqrt(2 / std::numbers::pi) * (1 + cubic * x * x);
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * du;
}

}  // namespace

Array swiglu(const Array& gate, const Array& up, GateMistake mistake) {
  return map(gate, up, [mistake](double a, double b) { return gated(a, b, mistake); });
}

GateGradients swiglu_vjp(const Array& dy, const Array& gate, const Array& up, GateVjpMistake mistake) {
  GateGradients out{.dgate = Array(gate.shape), .dup = Array(up.shape)};
  for (size_t i = 0; i < gate.v.size(); ++i) {
    const double d = dy.v[i], s = sigmoid(gate.v[i]);
    out.dgate.v[i] = d * up.v[i] * slope(gate.v[i], mistake);
    out.dup.v[i] = d * s * (mistake == GateVjpMistake::dup_of_s ? 1 : gate.v[i]);
  }
  if (mistake == GateVjpMistake::swapped) std::swap(out.dgate, out.dup);
  return out;
}

Array gelu(const Array& x, GeluMistake mistake) {
  return map(x, x, [mistake](double a, double) { return gelu_at(a, mistake); });
}

Array gelu_vjp(const Array& dy, const Array& x, GeluVjpMistake mistake) {
  return map(dy, x, [mistake](double d, double a) { return d * gelu_slope(a, mistake); });
}

}  // namespace llmsys::lab04::reference
