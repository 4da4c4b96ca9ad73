/// @file
/// What a run of pretraining is: everything that decides its result, and how it is carried out.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "framework/io/model_config.h"

namespace llmsys {

/// What decides the result. Kept in the checkpoint: a resumed run has the same.
struct PretrainConfig {
  ModelConfig model;                ///< what is trained; its vocabulary and end token are those of the tokenizer
  std::vector<std::string> data;    ///< "austen", "stories", or absolute paths of text files
  int64_t steps = 1000;             ///< updates of the whole run
  int64_t batch = 8;                ///< rows of tokens that go through the model at once
  int64_t accumulate = 1;           ///< batches an update
  int64_t context = 0;              ///< T, tokens a row
  double learning_rate = 0;         ///< at its highest
  std::string schedule = "cosine";  ///< or "wsd"
  double warm_up = 0.02;            ///< part of all steps in which it rises
  double decay = 0.2;               ///< part of all steps in which it falls: "wsd" only
  double lowest = 0.1;              ///< the last step's learning rate, as a part of the highest
  double weight_decay = 0.1;        ///< of matrices
  double beta2 = 0.95;              ///< of AdamW
  double clip = 1;                  ///< largest norm of all gradients together
  int64_t log_every = 10;           ///< steps between lines of the log
  int64_t evaluate_every = 100;     ///< steps between measurements of the held-out loss
  uint64_t seed = 1;                ///< of the first weights, the order of the rows and the sample

  /// Tokens that an update learns from.
  [[nodiscard]] int64_t tokens_per_step() const { return batch * accumulate * context; }
};

/// How it is run.
struct PretrainOptions {
  PretrainConfig config;          ///< what
  std::string model;              ///< "llama-s", "gpt2-s" or a config.json; empty when it goes on
  std::string tokenizer;          ///< a tokenizer.json, or a folder with one; empty: learned from the data
  double minutes = 0;             ///< as many steps as fit into this time; 0: config.steps
  std::string out;                ///< folder of the run; empty: the next one of runs/
  bool resume = false;            ///< go on with the run in `out`
  int threads = 0;                ///< 0: one a core
  int64_t save_every = 250;       ///< steps between checkpoints
  int64_t stop_after = 0;         ///< stop (as Ctrl-C does) after this step; 0: at the end
  bool half = false;              ///< the finished model is written as f16
  bool plain = false;             ///< formulas in place of fused kernels
  bool baselines = true;          ///< print n-gram models beside the result
  bool force = false;             ///< begin even if the memory does not seem to suffice
  bool trace_dispatch = false;    ///< print who computed what
  std::string json;               ///< a file for the summary; "-" is standard output
  std::vector<std::string> code;  ///< the files of labs that this program was built from
};

}  // namespace llmsys
