/// @file
/// The emulator's subset of the CUDA runtime under CUDA's own names: what a program gets by including <cuda_runtime.h>.
#pragma once
// IWYU pragma: begin_exports
#include "framework/simt/device_properties.h"
#include "framework/simt/kernel_api.h"
#include "framework/simt/runtime_api.h"
#include "framework/simt/runtime_errors.h"
#include "framework/simt/runtime_templates.h"
#include "framework/simt/runtime_types.h"
// IWYU pragma: end_exports
