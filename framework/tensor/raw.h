/// @file
/// Everything that computes on tensors without recording it for backward.
#pragma once
#include "framework/tensor/copy.h"
#include "framework/tensor/elementwise.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/indexing.h"
#include "framework/tensor/matmul.h"
#include "framework/tensor/reduce.h"
#include "framework/tensor/views.h"
