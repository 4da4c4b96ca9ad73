/// @file
/// One training run: made new or from its checkpoint, stepped, measured, saved.
#pragma once
#include <memory>
#include <string>

#include "framework/base/rng.h"
#include "framework/data/batch_sampler.h"
#include "framework/data/token_windows.h"
#include "labs/01_autodiff/optimizer.h"
#include "programs/train/char_mlp.h"
#include "programs/train/corpus.h"
#include "programs/train/folder_lock.h"
#include "programs/train/options.h"
#include "programs/train/run_log.h"

namespace llmsys {

/// What a checkpoint of this program is called.
inline constexpr const char* kCheckpointKind = "character model";

/// The learning rate of step `step`, counted from 1: a straight rise over the warm-up, then half a cosine down to 0.
/// Loshchilov & Hutter 2017, arXiv:1608.03983, sec. 3, without restarts.
double learning_rate(const TrainConfig& config, int64_t step);

/// Everything that changes from step to step, and the files it lives in.
class Run {
 public:
  /// Begins anew in options.out, or goes on from the checkpoint there. All checks are made before anything is written.
  /// @throws IoError, ValueError saying what to do
  explicit Run(const TrainOptions& options);

  /// Trains until the end, options.stop_after, or an interrupt; saves before it returns.
  /// @return whether the run is complete
  bool train();
  /// The held-out loss of the finished model, over all of the held-out text.
  double held_out_loss();
  /// Some text of its own.
  std::string sample();

  /// What decides the result.
  [[nodiscard]] const TrainConfig& config() const { return config_; }
  /// The text.
  [[nodiscard]] const Corpus& corpus() const { return corpus_; }
  /// The model.
  [[nodiscard]] const CharMlp& model() const { return model_; }
  /// The log.
  [[nodiscard]] const RunLog& log() const { return log_; }
  /// Steps done, by this process and those before it.
  [[nodiscard]] int64_t step() const { return optimizer_.steps(); }
  /// Positions per second of this process, without evaluation and saving.
  [[nodiscard]] double rate() const;
  /// A sentence about why a resumed run will not have the bits of an uninterrupted one; empty if it will.
  [[nodiscard]] const std::string& difference() const { return difference_; }
  /// Where the checkpoint lies.
  [[nodiscard]] std::string checkpoint_path() const { return options_.out + "/model.safetensors"; }

 private:
  [[nodiscard]] NamedTensors all_tensors() const;
  void load();
  void save();
  void one_step();
  void write_log(double seconds);
  void evaluate();
  void check_finite(const char* what, double loss) const;

  TrainOptions options_;
  FolderLock lock_;
  TrainConfig config_;
  Corpus corpus_;
  Rng rng_;
  CharMlp model_;
  lab01::AdamW optimizer_;
  TokenWindows windows_;
  BatchSampler sampler_;
  RunLog log_;
  std::string difference_;
  double loss_sum_ = 0;            // since the last line of the log
  double last_loss_ = 0;           // of the last step
  int64_t loss_count_ = 0;         // likewise
  double train_seconds_ = 0;       // of this process, in steps only
  int64_t trained_positions_ = 0;  // likewise
};

}  // namespace llmsys
