/// @file
/// What a run says at its beginning and its end: to people, and as JSON.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "programs/train/numbers.h"
#include "programs/train/run.h"

namespace llmsys {

/// A model to compare with, and its held-out loss in nats per character.
using Baselines = std::vector<std::pair<std::string, double>>;
/// N-gram models of orders 2, 4 and 6 on the same split.
Baselines ngram_baselines(const Corpus& corpus);

/// What is about to be trained, on what, with whose code.
std::string describe(const Run& run, const TrainOptions& options);

/// What came of it.
struct Outcome {
  bool complete = false;     ///< all steps were made
  double held_out_loss = 0;  ///< if so
  double seconds = 0;        ///< of this process
  Baselines baselines;       ///< if wanted
  std::string sample;        ///< if complete
};
/// For people.
std::string report(const Run& run, const TrainOptions& options, const Outcome& outcome);
/// For programs: docs/train.md describes it.
std::string summary_json(const Run& run, const TrainOptions& options, const Outcome& outcome);

}  // namespace llmsys
