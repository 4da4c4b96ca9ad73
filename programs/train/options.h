/// @file
/// What a training run is: everything that decides its result, and where it goes.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys {

/// What decides the result. Kept in the checkpoint: a resumed run has the same.
struct TrainConfig {
  std::vector<std::string> data;  ///< text files, joined in this order; none: the one that comes with the labs
  int64_t positions = 4'600'000;  ///< characters to learn from, each drawn position counts once
  int64_t batch = 512;            ///< positions a step
  int64_t context = 16;           ///< characters that the model sees
  int64_t embedding = 32;         ///< numbers that stand for a character
  int64_t hidden = 512;           ///< width of the hidden layer
  double learning_rate = 2e-3;    ///< after warm-up; falls to 0 along a cosine
  double warm_up = 0.02;          ///< part of all steps in which it rises from 0
  double weight_decay = 0.3;      ///< of matrices
  double beta2 = 0.99;            ///< of AdamW
  int64_t log_every = 50;         ///< steps between lines of the log
  int64_t evaluate_every = 500;   ///< steps between measurements of the held-out loss
  uint64_t seed = 1;              ///< of the initial weights, the order of the batches and the sample

  /// Steps of a whole run.
  [[nodiscard]] int64_t steps() const { return positions / batch; }
  /// Whether two runs compute the same.
  bool operator==(const TrainConfig&) const = default;
};

/// How it is run.
struct TrainOptions {
  TrainConfig config;             ///< what
  std::string out;                ///< folder of the run; empty: the next one of runs/
  bool resume = false;            ///< go on with the run in `out`
  int threads = 0;                ///< 0: one a core
  int64_t save_every = 500;       ///< steps between checkpoints
  int64_t stop_after = 0;         ///< stop (as Ctrl-C does) after this step; 0: at the end
  bool baselines = true;          ///< print n-gram models beside the result
  bool trace_dispatch = false;    ///< print who computed what
  std::string json;               ///< a file for the summary; "-" is standard output
  std::vector<std::string> code;  ///< the files of labs that this program was built from
};

}  // namespace llmsys
