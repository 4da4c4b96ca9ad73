/// @file
/// Stands for NVIDIA's header of this name where the emulator compiles raw CUDA programs.
#pragma once
#include "framework/simt/cuda.h"  // IWYU pragma: export
