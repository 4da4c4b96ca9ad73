/// @file
/// What this machine's matrix products reach: the yardstick of a model's FLOPs utilisation.
#pragma once

namespace llmsys {

/// FLOPs a second of a product of 1024 x 1024 matrices of f32 on the Context's threads, the best of a few: a fifth of a second.
double measured_peak_flops();

}  // namespace llmsys
