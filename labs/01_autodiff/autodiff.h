/// @file
/// What programs call: the backward pass of lab 01, with its arguments checked.
#pragma once
#include <span>

#include "framework/autograd/grad_mode.h"
#include "framework/autograd/leaf.h"

namespace llmsys {

/// Of backward().
struct BackwardOptions {
  bool retain_graph = false;  ///< keeps what the graph saved, for another pass through it
};

/// Computes the gradient of a scalar with respect to every leaf it was computed from, and adds it to grad(leaf).
/// @throws AutogradError if the loss is not a single element (say which gradient to start from: the other backward), is
///         not part of a graph, or if its graph was freed
void backward(const Tensor& loss, BackwardOptions options = {});

/// The same for several roots of any shape at once: adds sum over i of gradients[i]^T d roots[i] / d leaf.
/// @param gradients  one for each root, of its shape and dtype
/// @throws AutogradError as above, or if the numbers or shapes do not fit
void backward(std::span<const Tensor> roots, std::span<const Tensor> gradients, BackwardOptions options = {});

}  // namespace llmsys
