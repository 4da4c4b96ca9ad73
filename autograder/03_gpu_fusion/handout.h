/// @file
/// Lab 03's handout as a test sees it.
#pragma once
#include <string>

#include "autograder/02_gpu_kernels/handout.h"

namespace llmsys::lab03 {

using lab02::fixed;
using lab02::grouped;

/// How often those words stand in it.
size_t occurrences(const std::string& words);
/// Fails the running test unless the handout has these words.
void says(const std::string& words);

}  // namespace llmsys::lab03
