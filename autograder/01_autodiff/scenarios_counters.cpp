// Lab 01: what a backward pass costs, and what task 1.0 predicts, both measured.
#include <array>

#include "autograder/01_autodiff/graph_run.h"
#include "autograder/01_autodiff/scenarios.h"
#include "framework/autograd/saved_ledger.h"
#include "framework/memory/peak_meter.h"
#include "framework/tensor/observe.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/backward.h"
#include "labs/01_autodiff/ops.h"
#include "labs/01_autodiff/optimizers.h"

namespace llmsys::lab01 {
namespace {

template <class Work>
int64_t flops_of(const Work& work) {
  FlopLedger ledger;
  Context mine = context();
  mine.observer = &ledger;
  const ContextScope scope(mine);
  work();
  return ledger.flops();
}

Values flops_of_graph(const Values& in) {
  const GraphProgram program = to_program(in);
  CallCounter counter(program.value_count);
  std::vector<Tensor> values;
  const int64_t forward = flops_of([&] { values = compute(program, &counter); });
  const std::vector<Tensor> roots = roots_of(program, values);
  const int64_t backward = flops_of([&] { lab01::backward(roots, program.gradients, true); });
  return {{"forward", forward}, {"backward", backward}, {"calls", counter.calls()}};
}

// A chain of operations that save nothing (neg), or their result (tanh). Bytes: `peak` beyond what was held when the
// pass began, `left` of everything when the graph is gone, and what was saved before and after the pass.
Values memory_of_chain(const Values& in) {
  PeakMeter meter(current_memory(context().device));
  SavedLedger saved;
  Context mine = context();
  use_memory(mine, meter);
  mine.saved_tensor_hooks = &saved;
  const ContextScope scope(mine);
  const Tensor leaf = set_requires_grad(full({in["numel"].integer()}, 0.5));
  const int64_t leaf_alone = meter.current_bytes();
  Tensor y = leaf;
  for (int64_t i = 0; i < in["steps"].integer(); ++i) y = in["saves"].boolean() ? tanh(y) : neg(y);
  Tensor dy = ones(y.shape());
  const int64_t saved_before = saved.live_bytes(), held = meter.current_bytes();
  meter.reset_peak();
  lab01::backward({&y, 1}, {&dy, 1}, in["retain"].boolean());
  const int64_t peak = meter.peak_bytes() - held, saved_after = saved.live_bytes();
  y = dy = Tensor();
  return {{"peak", peak},
          {"left", meter.current_bytes() - leaf_alone},
          {"saved_before", saved_before},
          {"saved_after", saved_after}};
}

Values measured_backward_flops(const Values& in) {
  const int64_t B = in["B"].integer(), M = in["M"].integer(), K = in["K"].integer(), N = in["N"].integer();
  const Tensor x = set_requires_grad(ones({B, M, K})), w = set_requires_grad(ones({K, N}));
  const Tensor y = matmul(x, w), dy = ones({B, M, N});  // (B,M,N)
  return {{"flops", flops_of([&] { lab01::backward({&y, 1}, {&dy, 1}, false); })}};
}

Values measured_saved_bytes(const Values& in) {
  const int64_t M = in["M"].integer(), K = in["K"].integer(), N = in["N"].integer();
  SavedLedger saved;
  Context mine = context();
  mine.saved_tensor_hooks = &saved;
  const ContextScope scope(mine);
  const Tensor x = ones({M, K}), w = set_requires_grad(ones({K, N}));
  const Tensor loss = mean(tanh(matmul(x, w)));  // ()
  return {{"bytes", saved.live_bytes()}};
}

// w, gradient, m, v after one step from 2, 3, 4, 5, with one of them started from something else.
std::array<Tensor, 4> adamw_from(int64_t n, int64_t changed) {
  std::array<Tensor, 4> tensors;
  for (int64_t i = 0; i < 4; ++i)
    tensors[static_cast<size_t>(i)] = full({n}, static_cast<double>(i + 2) + (i == changed ? 0.5 : 0));
  adamw_step(tensors[0], tensors[1], tensors[2], tensors[3], 1, {.learning_rate = 0.1});
  return tensors;
}

// An array is written if a step changes it, and read if what is written depends on it.
Values measured_adamw_bytes(const Values& in) {
  const int64_t n = in["n"].integer();
  const auto value = [](const Tensor& x) { return x.data<float>()[0]; };
  const std::array<Tensor, 4> usual = adamw_from(n, -1);
  std::array<bool, 4> written{};
  for (size_t i = 0; i < 4; ++i) written[i] = value(usual[i]) != static_cast<float>(i + 2);
  int64_t moved = 0;
  for (size_t i = 0; i < 4; ++i) {
    const std::array<Tensor, 4> other = adamw_from(n, static_cast<int64_t>(i));
    bool read = false;
    for (size_t j = 0; j < 4; ++j) read = read || (written[j] && value(other[j]) != value(usual[j]));
    moved += (read ? 1 : 0) + (written[i] ? 1 : 0);
  }
  return {{"bytes", moved * n * item_size(DType::f32)}};
}

}  // namespace

void add_counter_scenarios(ScenarioTable& table) {
  table.add("flops_of_graph", flops_of_graph);
  table.add("memory_of_chain", memory_of_chain);
  table.add("measured_backward_flops", measured_backward_flops);
  table.add("measured_saved_bytes", measured_saved_bytes);
  table.add("measured_adamw_bytes", measured_adamw_bytes);
}

}  // namespace llmsys::lab01
