// Lab 01, tasks 1.6 and 1.8: update rules on a part of a larger buffer.
#include <algorithm>

#include "autograder/01_autodiff/scenarios.h"
#include "framework/base/error.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/probe.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/nesterov.h"
#include "labs/01_autodiff/optimizers.h"

namespace llmsys::lab01 {
namespace {

constexpr int64_t kGuard = 5;  // elements before and behind, which nobody may touch
constexpr double kUntouched = -12345;

// x as a view into a flat buffer, as parameters lie in a bucket.
class Bucket {
 public:
  explicit Bucket(const Tensor& x)
      : flat_(full({x.numel() + 2 * kGuard}, kUntouched)),
        view_(raw::reshape(raw::slice(flat_, 0, kGuard, kGuard + x.numel()), x.shape())),
        version_((raw::copy_(view_, x), flat_.version())) {}

  [[nodiscard]] const Tensor& view() const { return view_; }
  [[nodiscard]] Tensor values() const { return raw::clone(view_); }
  [[nodiscard]] bool guards_hold() const {
    const std::vector<float> all = to_vector<float>(flat_);
    const auto untouched = [](float value) { return value == static_cast<float>(kUntouched); };
    return std::all_of(all.begin(), all.begin() + kGuard, untouched) &&
           std::all_of(all.end() - kGuard, all.end(), untouched);
  }
  /// Whether the storage was told that it changed.
  [[nodiscard]] bool noticed() const { return flat_.version() != version_; }

 private:
  Tensor flat_;
  Tensor view_;
  uint64_t version_;
};

void check_unharmed(const std::vector<const Bucket*>& buckets, const Tensor& gradient, const Tensor& given) {
  for (const Bucket* bucket : buckets) {
    LLMSYS_CHECK(ValueError, bucket->guards_hold(),
                 "an element outside of the tensor was written: there are numel() of them, from data() on");
    LLMSYS_CHECK(ValueError, bucket->noticed(),
                 "w or the state changed and nobody was told: call storage().bump_version() on each of them");
  }
  LLMSYS_CHECK(ValueError, compare(gradient, given).ok(), "the gradient changed: a step only reads it");
}

using SgdRule = void (*)(Tensor w, const Tensor& gradient, Tensor velocity, const SgdOptions& options);

// w and velocity after one step with each gradient of the list.
void add_sgd(ScenarioTable& table, const char* name, SgdRule rule) {
  table.add(name, [rule](const Values& in) -> Values {
    const SgdOptions options = {.learning_rate = in["lr"].number(),
                                .momentum = in["momentum"].number(),
                                .weight_decay = in["weight_decay"].number()};
    const Bucket w(in["w"].tensor()), velocity(in["velocity"].tensor());
    for (const Value& gradient : in["gradients"].list()) {
      const Bucket given(gradient.tensor());
      rule(w.view(), given.view(), velocity.view(), options);
      probe("velocity after a step", velocity.view());
      probe("w after a step", w.view());
      check_unharmed({&w, &velocity}, given.view(), gradient.tensor());
    }
    return {{"w", w.values()}, {"velocity", velocity.values()}};
  });
}

Values adamw_steps(const Values& in) {
  const AdamWOptions options = {.learning_rate = in["lr"].number(),
                                .beta1 = in["beta1"].number(),
                                .beta2 = in["beta2"].number(),
                                .eps = in["eps"].number(),
                                .weight_decay = in["weight_decay"].number()};
  const Bucket w(in["w"].tensor()), m(in["m"].tensor()), v(in["v"].tensor());
  int64_t step = in["step"].integer();
  for (const Value& gradient : in["gradients"].list()) {
    const Bucket given(gradient.tensor());
    adamw_step(w.view(), given.view(), m.view(), v.view(), step++, options);
    probe("m after a step", m.view());
    probe("v after a step", v.view());
    probe("w after a step", w.view());
    check_unharmed({&w, &m, &v}, given.view(), gradient.tensor());
  }
  return {{"w", w.values()}, {"m", m.values()}, {"v", v.values()}};
}

}  // namespace

void add_optimizer_scenarios(ScenarioTable& table) {
  add_sgd(table, "sgd_step", sgd_step);
  add_sgd(table, "nesterov_step", nesterov_step);
  table.add("adamw_step", adamw_steps);
}

}  // namespace llmsys::lab01
