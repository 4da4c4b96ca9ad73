// Given: the recorded loss.
#include <algorithm>

#include "framework/autograd/record.h"
#include "framework/base/error.h"
#include "framework/tensor/dispatch.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/cross_entropy.h"
#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {
namespace {

using namespace lab04;

// Rows whose target counts; at least 1, by which a mean may be divided.
double counted(const Tensor& targets) {
  const int64_t* const begin = targets.data<int64_t>();
  const int64_t ignored = std::count(begin, begin + targets.numel(), kIgnore);
  return static_cast<double>(std::max<int64_t>(1, targets.numel() - ignored));
}

CrossEntropyResult loss_of(const Tensor& logits, const Tensor& targets) {
  if (!serves(kCrossEntropy, logits)) return cross_entropy_forward(logits, targets);
  const int64_t N = logits.size(0);
  Tensor losses = empty({N}, logits.dtype());
  CrossEntropyResult out{.loss = {}, .lse = empty({N, 1}, logits.dtype())};
  call_kernel(kCrossEntropy, logits, losses, out.lse, raw::contiguous(logits), targets);
  out.loss = raw::div(raw::sum(losses), counted(targets));
  return out;
}

Tensor times(const Tensor& x, const Tensor& number) {
  const float factor = number.item<float>();
  return factor == 1 ? x : raw::mul(x, static_cast<double>(factor));
}

// The gradient is made with the loss, as if dloss were 1. Saves it, not the logits.
Tensor loss_with_gradient(const Tensor& logits, const Tensor& targets) {
  Tensor dlogits = empty(logits.shape(), logits.dtype()), losses = empty({logits.size(0)}, logits.dtype());
  const double count = counted(targets);
  call_kernel(kCrossEntropyBoth, logits, dlogits, losses, raw::contiguous(logits), targets, 1 / count);
  return record("cross_entropy", raw::div(raw::sum(losses), count), {&logits}, {&dlogits},
                [](const Vjp& v) { return Gradients{times(v.saved(0), v.grad())}; });
}

}  // namespace

Tensor cross_entropy(const Tensor& logits, const Tensor& targets) {
  const Tensor rows = reshape(logits, {-1, logits.size(-1)});        // (N,V)
  const Tensor flat = raw::contiguous(raw::reshape(targets, {-1}));  // (N)
  LLMSYS_CHECK(ShapeError, rows.size(0) == flat.size(0),
               "[cross_entropy] needs a target for each row of the logits, got ", targets.shape(), " for ",
               logits.shape());
  if (context().grad_mode && requires_grad(rows) && serves(kCrossEntropyBoth, rows))
    return loss_with_gradient(rows, flat);
  const CrossEntropyResult out = loss_of(rows, flat);
  return record("cross_entropy", out.loss, {&rows}, {&rows, &flat, &out.lse}, [](const Vjp& v) {
    return Gradients{cross_entropy_vjp(v.grad(), v.saved(0), v.saved(1), v.saved(2))};
  });
}

}  // namespace llmsys
