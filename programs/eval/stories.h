/// @file
/// Stories that a model tells, and how well they hold together.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "programs/generate/sampling.h"
#include "programs/model/load.h"

namespace llmsys {

/// Whose stories, and how many.
struct StoryEvaluation {
  int64_t samples = 200;  ///< stories
  Sampling sampling;      ///< how each token is drawn
  uint64_t seed = 1;      ///< story i has seed + i
};

/// Texts that the model writes from its end token on, until it ends them or its context is full, as join_documents() joins them.
/// @param done  told after each story how many there are; returns whether to go on
/// @throws ValueError if the model has no token that ends a text
std::string told_stories(LoadedModel& loaded, const StoryEvaluation& how, const std::function<bool(int64_t)>& done);

}  // namespace llmsys
