/// @file
/// Task 6.7: one bad batch must not throw the model away.
#pragma once
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab06 {

/// Scales all gradients by one factor, so that their norm together is at most `max_norm`; those below it stay as they are.
/// Pascanu et al. 2013, "On the difficulty of training recurrent neural networks", arXiv:1211.5063, algorithm 1.
///
///     norm = sqrt(sum over all parameters, over all elements of g^2)          norm > max_norm:  g = g max_norm / norm
///
/// The sum is taken in double, in an order that does not depend on the number of threads. A norm that is infinite or no number
/// changes nothing: whoever called sees it in the result.
/// @param parameters  f32; a gradient may be a view; those without one count as 0 and stay without
/// @param max_norm    > 0; infinity only measures
/// @return the norm before scaling
/// @throws ValueError if max_norm is not above 0
double clip_gradients(const std::vector<Tensor>& parameters, double max_norm);

}  // namespace llmsys::lab06
