/// @file
/// Gradients of many parameters in one flat tensor, so that one call can send, scale or clear them all.
#pragma once
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys {

/// Makes the gradients of `parameters` views into one new flat tensor, one after the other without gaps, in this order.
/// Gradients that are there move in, the others become 0. Backward adds to the views in place; start a step with
/// raw::fill_(bucket, 0), not with zero_grad(), which drops the views.
/// @return the bucket (number of all elements)
/// @throws AutogradError if one wants no gradient; DTypeError if they are not of one dtype; ValueError if there are none
///         or one is there twice
Tensor flatten_gradients(const std::vector<Tensor>& parameters);

}  // namespace llmsys
