#include "programs/train/run.h"

#include <chrono>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "framework/autograd/leaf.h"
#include "framework/base/parallel.h"
#include "framework/base/progress.h"
#include "framework/io/checkpoint.h"
#include "labs/01_autodiff/training_step.h"
#include "programs/train/evaluate.h"
#include "programs/train/folders.h"
#include "programs/train/interrupt.h"
#include "programs/train/platform.h"
#include "programs/train/saved_config.h"
#include "programs/train/summary.h"

namespace llmsys {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

CharMlpSizes sizes(const TrainConfig& config, const Corpus& corpus) {
  return {corpus.tokenizer().vocabulary_size(), config.context, config.embedding, config.hidden};
}

/// The run's configuration: as asked for, or as it was when the run began.
TrainConfig config_of(const TrainOptions& options) {
  if (!options.resume) return options.config;
  return config_from(load_checkpoint(options.out + "/model.safetensors", kCheckpointKind).state);
}

}  // namespace

double learning_rate(const TrainConfig& config, int64_t step) {
  const double progress = static_cast<double>(step) / static_cast<double>(config.steps());
  if (progress < config.warm_up) return config.learning_rate * progress / config.warm_up;
  const double rest = (progress - config.warm_up) / (1 - config.warm_up);
  return config.learning_rate * 0.5 * (1 + std::cos(std::numbers::pi * rest));
}

Run::Run(const TrainOptions& options)
    : options_(options),
      lock_(options.resume ? FolderLock(options.out) : FolderLock()),
      config_(config_of(options)),
      corpus_(config_.data, config_.context),
      rng_(config_.seed),
      model_(sizes(config_, corpus_), rng_),
      optimizer_(model_.named_parameters(), {.learning_rate = config_.learning_rate,
                                             .beta1 = 0.9,
                                             .beta2 = config_.beta2,
                                             .eps = 1e-8,
                                             .weight_decay = config_.weight_decay}),
      windows_(corpus_.train(), config_.context),
      sampler_({.examples = windows_.size(), .batch = config_.batch, .seed = config_.seed, .drop_last = true}),
      log_(options.out + "/log.jsonl", {"Loss of the character model", "nats per character", "positions"}) {
  if (options_.resume) {
    load();
    log_.resume(step());
  } else {
    std::filesystem::create_directories(options_.out);
    lock_ = FolderLock(options_.out);
    check_no_run(options_.out);  // again: another process may have been quicker
    log_.start();                // a folder that cannot be written to is found now, not after an hour
    evaluate();
    save();
  }
}

bool Run::train() {
  const int64_t steps = config_.steps();
  const int64_t end = options_.stop_after > 0 ? std::min(options_.stop_after, steps) : steps;
  ProgressBar bar("training", steps);
  Clock::time_point mark = Clock::now();
  while (step() < end && !interrupted()) {
    const Clock::time_point start = Clock::now();
    one_step();
    train_seconds_ += seconds_since(start);
    trained_positions_ += config_.batch;
    if (step() % config_.log_every == 0) {
      write_log(seconds_since(mark));
      mark = Clock::now();
    }
    bar.update(step(), text(grouped(static_cast<int64_t>(rate())), " characters/s, loss ", decimal(last_loss_, 3)));
    if (step() % config_.evaluate_every == 0 || step() == steps) evaluate();
    if (step() % options_.save_every == 0) save();
  }
  save();
  return step() == steps;
}

void Run::one_step() {
  optimizer_.set_learning_rate(learning_rate(config_, step() + 1));
  const TokenBatch batch = windows_.next_token(sampler_.next());
  const double loss = lab01::training_step(model_, optimizer_, batch.inputs, batch.targets);
  check_finite("loss of", loss);
  last_loss_ = loss;
  loss_sum_ += loss;
  ++loss_count_;
}

void Run::check_finite(const char* what, double loss) const {
  LLMSYS_CHECK(ValueError, std::isfinite(loss), "the ", what, " step ", step(), " is ", loss,
               ": training has diverged. Try a smaller --learning-rate; the last checkpoint is in ", options_.out);
}

void Run::write_log(double seconds) {
  const double count = static_cast<double>(loss_count_);
  log_.add({.step = step(),
            .positions = step() * config_.batch,
            .loss = loss_sum_ / count,
            .learning_rate = learning_rate(config_, step()),
            .rate = count * static_cast<double>(config_.batch) / seconds,
            .more = {}});
  loss_sum_ = 0;
  loss_count_ = 0;
}

void Run::evaluate() {
  constexpr size_t kGlance = 20'000;  // characters: enough for two digits, and quick
  const auto held_out = corpus_.held_out();
  const double loss = step() == config_.steps()
                          ? held_out_loss()
                          : mean_loss(model_, held_out.first(std::min(kGlance, held_out.size())), config_.context);
  check_finite("held-out loss after", loss);
  log_.add(Evaluation{step(), loss});
}

double Run::held_out_loss() { return mean_loss(model_, corpus_.held_out(), config_.context); }

std::string Run::sample() {
  const auto context = static_cast<size_t>(config_.context);
  const std::string text = corpus_.tokenizer().decode(corpus_.held_out());
  const size_t end_of_sentence = text.find(". ", context);  // begin where a sentence begins
  const size_t start = end_of_sentence == std::string::npos ? context : end_of_sentence + 2;
  const auto prompt = corpus_.held_out().subspan(start - context, context);
  return sample_text(model_, corpus_.tokenizer(), prompt, config_.context, 400, 0.8, config_.seed);
}

double Run::rate() const { return train_seconds_ > 0 ? static_cast<double>(trained_positions_) / train_seconds_ : 0; }

NamedTensors Run::all_tensors() const {
  NamedTensors tensors;
  for (const NamedTensor& entry : model_.named_parameters())
    tensors.push_back({"model." + entry.name, detach(entry.tensor)});
  for (const NamedTensor& entry : optimizer_.state()) tensors.push_back({"optimizer." + entry.name, entry.tensor});
  return tensors;
}

void Run::save() {
  CheckpointState state = state_from(config_);
  state.set_integer("step", step());
  state.set_integer("sampler.epoch", sampler_.state().epoch);
  state.set_integer("sampler.position", sampler_.state().position);
  state.set_integer("loss_count", loss_count_);
  state.set_real("loss_sum", loss_sum_);
  state.set_text("vocabulary", hex(corpus_.tokenizer().vocabulary()));
  state.set_text("corpus", std::to_string(corpus_.fingerprint()));
  state.set_text("platform", platform_text(max_threads()));
  save_checkpoint(checkpoint_path(), kCheckpointKind, all_tensors(), state);
}

void Run::load() {
  const Checkpoint checkpoint = load_checkpoint(checkpoint_path(), kCheckpointKind);
  const CheckpointState& state = checkpoint.state;
  LLMSYS_CHECK(ValueError, state.text("corpus") == std::to_string(corpus_.fingerprint()),
               "the text of this run has changed since it began. Put the old one back, or begin a new run");
  load_into(checkpoint.tensors, all_tensors());
  optimizer_.set_steps(state.integer("step"));
  sampler_.restore({config_.seed, state.integer("sampler.epoch"), state.integer("sampler.position")});
  loss_sum_ = state.real("loss_sum");
  loss_count_ = state.integer("loss_count");
  difference_ = platform_difference(state.text("platform"), platform_text(max_threads()));
}

}  // namespace llmsys
