/// @file
/// How the kernels of this lab become the system's.
#pragma once
#include "framework/tensor/registry.h"

namespace llmsys::lab03 {

/// Makes this lab's kernels serve kMatmul and kSoftmax on Device::cuda for f32 and bf16. Layouts they do not know go to who
/// served them before: pass a registry that has the framework's kernels, or lab 02's.
void register_lab03(Registry& registry);

}  // namespace llmsys::lab03
