// Tasks 6.6 to 6.8, by hand: formulas in float64, and the gradient of a table of logits.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/reference/parts.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab06::reference {
namespace {

struct Run {
  double peak, lowest, warm_up, decay, steps;
};

double cosine(const Run& run, double step, Mistake mistake) {
  const double from = mistake == Mistake::whole_run ? 0 : run.warm_up;
  const double u = std::min(1.0, (step - from) / (run.steps - from));
  return run.lowest + (run.peak - run.lowest) * 0.5 * (1 + std::cos(std::numbers::pi * u));
}

double wsd(const Run& run, double step, Mistake mistake) {
  const double decay = mistake == Mistake::decays_all_along ? run.steps - run.warm_up : run.decay;
  const double left = std::max(0.0, run.steps - step);
  return left >= decay ? run.peak : run.lowest + (run.peak - run.lowest) * left / decay;
}

}  // namespace

Values rates(const Values& in, Mistake mistake) {
  Run run{in["peak"].number(), in["lowest"].number(), in["warm_up"].number(), in["decay"].number(),
          in["steps"].number()};
  if (mistake == Mistake::no_floor) run.lowest = 0;
  List out;
  for (const int64_t at : in["at"].integers()) {
    const auto step = static_cast<double>(mistake == Mistake::counted_from_zero ? at - 1 : at);
    const bool rises = step <= run.warm_up && run.warm_up > 0;
    out.emplace_back(rises                         ? run.peak * step / run.warm_up
                     : in["kind"].bytes() == "wsd" ? wsd(run, step, mistake)
                                                   : cosine(run, step, mistake));
  }
  return {{"rates", out}};
}

namespace {

// As many numbers as x has, read from where it begins as columns of a tensor twice as wide.
std::vector<float> read_over_gaps(const Tensor& x) {
  std::vector<float> numbers = to_vector<float>(raw::cat({x, full(x.shape(), 9)}, -1));
  numbers.resize(static_cast<size_t>(x.numel()));
  return numbers;
}

}  // namespace

Values clip(const Values& in, Mistake mistake) {
  const bool over_gaps = mistake == Mistake::gaps_read && in.find("columns") != nullptr;
  const double most = in["max_norm"].number();
  double sum = 0;
  std::vector<double> own;
  for (const Value& gradient : in["gradients"].list()) {
    double mine = 0;
    if (gradient.type_name() == "tensor")
      for (const float x : over_gaps ? read_over_gaps(gradient.tensor()) : to_vector<float>(gradient.tensor()))
        mine += static_cast<double>(x) * x;
    own.push_back(std::sqrt(mine));
    sum += mine;
  }
  const double norm = mistake == Mistake::squared ? sum : std::sqrt(sum);
  const auto factor = [&](double of) {
    const bool scales = mistake == Mistake::always_scaled || of > most;
    return scales && std::isfinite(of) ? most / of : 1.0;
  };
  List gradients;
  for (size_t i = 0; i < own.size(); ++i) {
    const Value& gradient = in["gradients"].list()[i];
    if (gradient.type_name() == "tensor")
      gradients.emplace_back(raw::to(
          raw::mul(raw::to(gradient.tensor(), DType::f64), factor(mistake == Mistake::each_alone ? own[i] : norm)),
          DType::f32));
    if (gradient.type_name() != "tensor") gradients.push_back(gradient);
  }
  return {{"norm", norm}, {"gradients", gradients}};
}

namespace {

// One batch: sums over the targets that count of loss and gradient.
struct Sums {
  double loss = 0, count = 0;
  std::vector<double> gradient;
};

Sums sums_of(const std::vector<double>& table, int64_t V, const Values& batch) {
  const std::vector<int64_t> tokens = to_vector<int64_t>(batch["tokens"].tensor()),
                             targets = to_vector<int64_t>(batch["targets"].tensor());
  Sums sums{.gradient = std::vector<double>(table.size(), 0)};
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (targets[i] < 0) continue;
    const auto from = static_cast<size_t>(tokens[i] * V);
    double total = 0;
    for (size_t v = 0; v < static_cast<size_t>(V); ++v) total += std::exp(table[from + v]);
    sums.loss += std::log(total) - table[from + static_cast<size_t>(targets[i])];
    sums.count += 1;
    for (size_t v = 0; v < static_cast<size_t>(V); ++v) sums.gradient[from + v] += std::exp(table[from + v]) / total;
    sums.gradient[from + static_cast<size_t>(targets[i])] -= 1;
  }
  return sums;
}

// All batches as the step sees them: the mean loss and its gradient.
Sums mean_of(const Values& in, const std::vector<double>& table, Mistake mistake) {
  const int64_t V = in["table"].tensor().size(1);
  Sums mean{.gradient = std::vector<double>(table.size(), mistake == Mistake::not_zeroed ? 7 : 0)};
  std::vector<Sums> all;
  for (const Value& batch : in["batches"].list()) all.push_back(sums_of(table, V, batch.map()));
  for (const Sums& sums : all) mean.count += sums.count;
  for (const Sums& sums : all) {
    double divisor = std::max(1.0, mean.count);
    if (mistake == Mistake::mean_of_means) divisor = std::max(1.0, sums.count) * static_cast<double>(all.size());
    if (mistake == Mistake::summed) divisor = std::max(1.0, sums.count);
    mean.loss += sums.loss / divisor;
    for (size_t i = 0; i < table.size(); ++i) mean.gradient[i] += sums.gradient[i] / divisor;
  }
  return mean;
}

std::vector<double> table_of(const Values& in) { return to_vector<double>(raw::to(in["table"].tensor(), DType::f64)); }

}  // namespace

Values step(const Values& in, Mistake mistake) {
  std::vector<double> table = table_of(in);
  const Sums mean = mean_of(in, table, mistake);
  double squares = 0;
  for (const double g : mean.gradient) squares += g * g;
  const double norm = std::sqrt(squares), most = in["max_norm"].number();
  const double factor = norm > most && mistake != Mistake::clipped_late ? most / norm : 1;
  for (size_t i = 0; i < table.size(); ++i) table[i] -= 0.5 * factor * mean.gradient[i];
  return {{"loss", mean.loss},
          {"norm", norm},
          {"tokens", static_cast<int64_t>(mean.count)},
          {"table", raw::to(from_vector(table, in["table"].tensor().shape()), DType::f32)}};
}

Values evaluate(const Values& in, Mistake mistake) { return {{"loss", mean_of(in, table_of(in), mistake).loss}}; }

}  // namespace llmsys::lab06::reference
