/// @file
/// A run of pretraining: made new or from its checkpoint, stepped, measured, saved.
#pragma once
#include <memory>
#include <string>

#include "framework/base/progress.h"
#include "labs/01_autodiff/optimizer.h"
#include "labs/06_pretraining/loader.h"
#include "labs/06_pretraining/training_loop.h"
#include "programs/model/language_model.h"
#include "programs/pretrain/dataset.h"
#include "programs/pretrain/options.h"
#include "programs/train/folder_lock.h"
#include "programs/train/run_log.h"

namespace llmsys {

/// What a checkpoint of this program is called, and its file in the run's folder.
inline constexpr const char* kPretrainKind = "language model";
inline constexpr const char* kPretrainFile = "training.safetensors";  ///< @copydoc kPretrainKind

/// Everything that changes from step to step, and the files it lives in.
///
/// The folder is a model that `transformers` loads (config.json, model.safetensors, tokenizer.json), and beside it what a
/// resume needs: training.safetensors holds parameters, optimizer and places, in one file, so that one rename replaces all.
class PretrainRun {
 public:
  /// Begins anew in options.out, or goes on from the checkpoint there. All checks are made before a model is.
  /// @throws IoError, ValueError saying what to do
  explicit PretrainRun(const PretrainOptions& options);

  /// Trains until the end, options.stop_after, or an interrupt; saves before it returns.
  /// @param peak  FLOPs a second that this machine's matrix products reach
  /// @return whether the run is complete
  bool train(double peak);
  /// The held-out loss in nats per token, over all of the held-out text (of a very long one, the first million tokens).
  double held_out_loss();

  /// What decides the result.
  [[nodiscard]] const PretrainConfig& config() const { return config_; }
  /// Vocabulary and tokens.
  [[nodiscard]] const Dataset& dataset() const { return dataset_; }
  /// The model.
  [[nodiscard]] LanguageModel& model() { return *model_; }
  /// The log.
  [[nodiscard]] const RunLog& log() const { return log_; }
  /// Steps done, by this process and those before it.
  [[nodiscard]] int64_t step() const { return optimizer_->steps(); }
  /// Tokens per second of this process, without evaluation and saving.
  [[nodiscard]] double rate() const;
  /// The part of the peak that the model's products take: MFU.
  [[nodiscard]] double utilization() const;
  /// A sentence about why a resumed run will not have the bits of an uninterrupted one; empty if it will.
  [[nodiscard]] const std::string& difference() const { return difference_; }

 private:
  void make_model();
  [[nodiscard]] int64_t steps_in(double minutes);  // tries a few, and forgets them
  void load();
  void save();
  void save_for_others();
  [[nodiscard]] double rate_of(int64_t step) const;
  [[nodiscard]] lab06::LoopOptions loop_options(int64_t until);
  void after_step(const lab06::StepResult& result);
  void write_log();
  [[nodiscard]] std::string platform() const;
  void evaluate();
  [[nodiscard]] double loss_on_held_out(int64_t most_tokens);
  void check_finite(const char* what, double number) const;

  PretrainOptions options_;
  FolderLock lock_;
  PretrainConfig config_;
  Dataset dataset_;
  std::unique_ptr<LanguageModel> model_;
  std::unique_ptr<lab01::AdamW> optimizer_;
  lab06::TokenLoader loader_;
  RunLog log_;
  std::string difference_;
  lab06::StepResult last_;     // of the last step
  double loss_sum_ = 0;        // since the last line of the log
  int64_t loss_count_ = 0;     // likewise
  double logged_seconds_ = 0;  // train_seconds_ at the last line of the log
  double train_seconds_ = 0;   // of this process, in steps only
  int64_t trained_steps_ = 0;  // likewise
  double peak_ = 1;            // see train()
};

}  // namespace llmsys
