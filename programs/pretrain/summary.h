/// @file
/// What a run says at its beginning and its end: to people, and as JSON.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "programs/pretrain/run.h"

namespace llmsys {

/// A model to compare with, and its held-out loss in nats per token.
using Baselines = std::vector<std::pair<std::string, double>>;
/// N-gram models of orders 1, 2 and 3 on the same tokens and the same split; none if there are more than 20 million to learn from.
Baselines ngram_baselines(const Dataset& dataset);

/// What came of a run.
struct Outcome {
  bool complete = false;     ///< all steps were made
  double held_out_loss = 0;  ///< if so
  double seconds = 0;        ///< of this process
  double peak = 0;           ///< FLOPs a second that this machine's matrix products reach
  Baselines baselines;       ///< if wanted
  std::string sample;        ///< if complete
};

/// What is about to be trained, on what, with whose code.
std::string describe(PretrainRun& run, const PretrainOptions& options);
/// What came of it, for people.
std::string report(PretrainRun& run, const PretrainOptions& options, const Outcome& outcome);
/// For programs: docs/train.md describes it.
std::string summary_json(PretrainRun& run, const PretrainOptions& options, const Outcome& outcome);

}  // namespace llmsys
