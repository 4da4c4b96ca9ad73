// Lab 01, task 1.5: log_softmax, and what rules cost when operations are recorded with them.
#include "autograder/01_autodiff/layouts.h"
#include "autograder/01_autodiff/scenarios.h"
#include "framework/autograd/saved_ledger.h"
#include "framework/base/error.h"
#include "framework/memory/peak_meter.h"
#include "framework/tensor/observe.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/ops.h"

namespace llmsys::lab01 {
namespace {

// y, and dx for the given dy; x must stay as it was.
Values log_softmax_and_gradient(const Values& in) {
  const Tensor x = set_requires_grad(laid_out(in, "x")), dy = in["dy"].tensor();
  const Tensor y = log_softmax(x);
  LLMSYS_CHECK(ValueError, requires_grad(y), "the result of log_softmax is not recorded: return record(...)");
  const Tensor values = raw::clone(y);
  llmsys::backward({&y, 1}, {&dy, 1});
  return {{"y", values}, {"dx", raw::contiguous(grad(x))}};
}

// Without anybody who wants a gradient.
Values log_softmax_alone(const Values& in) {
  const Tensor y = log_softmax(in["x"].tensor());
  return {{"y", raw::contiguous(y)}, {"recorded", requires_grad(y)}, {"contiguous", y.is_contiguous()}};
}

// Bytes: saved for backward by log_softmax, held beside x when it has returned, saved after backward.
Values log_softmax_cost(const Values& in) {
  PeakMeter meter(current_memory(context().device));
  SavedLedger saved;
  const Tensor x = set_requires_grad(raw::clone(in["x"].tensor())), dy = in["dy"].tensor();
  Values out;
  {
    Context mine = context();
    use_memory(mine, meter);
    mine.saved_tensor_hooks = &saved;
    const ContextScope scope(mine);
    const Tensor y = log_softmax(x);
    out.set("saved", saved.live_bytes());
    out.set("held", meter.current_bytes());
    llmsys::backward({&y, 1}, {&dy, 1});
    out.set("after", saved.live_bytes());
  }
  out.set("dx", raw::clone(grad(x)));  // not in the meter's memory, which ends here
  return out;
}

// FLOPs of the backward pass of matmul and of the forward pass, and bytes that the former took at its peak.
Values matmul_cost(const Values& in) {
  PeakMeter meter(current_memory(context().device));
  FlopLedger flops;
  const Tensor a = set_requires_grad(raw::clone(in["a"].tensor()), in["wants_a"].boolean());
  const Tensor b = set_requires_grad(raw::clone(in["b"].tensor()), in["wants_b"].boolean());
  Values out;
  {
    Context mine = context();
    use_memory(mine, meter);
    mine.observer = &flops;
    const ContextScope scope(mine);
    const Tensor y = matmul(a, b), dy = in["dy"].tensor();
    const int64_t forward = flops.flops(), held = meter.current_bytes();
    meter.reset_peak();
    llmsys::backward({&y, 1}, {&dy, 1});
    out = {{"forward", forward}, {"backward", flops.flops() - forward}, {"peak", meter.peak_bytes() - held}};
  }
  if (in["wants_a"].boolean()) out.set("da", raw::clone(grad(a)));  // not in the meter's memory, which ends here
  if (in["wants_b"].boolean()) out.set("db", raw::clone(grad(b)));
  return out;
}

}  // namespace

void add_recorded_scenarios(ScenarioTable& table) {
  table.add("log_softmax", log_softmax_and_gradient);
  table.add("log_softmax_alone", log_softmax_alone);
  table.add("log_softmax_cost", log_softmax_cost);
  table.add("matmul_cost", matmul_cost);
}

}  // namespace llmsys::lab01
