/// @file
/// How the kernels of this lab become the system's.
#pragma once
#include "framework/tensor/registry.h"

namespace llmsys::lab02 {

/// Makes this lab's kernels serve kCopy, kSum and kMatmul on Device::cuda for f32 and bf16. Layouts they do not know go to
/// the framework's kernels, as before.
void register_lab02(Registry& registry);

}  // namespace llmsys::lab02
