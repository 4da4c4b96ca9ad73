#include "programs/pretrain/run.h"

#include <chrono>
#include <cmath>
#include <filesystem>

#include "framework/autograd/leaf.h"
#include "framework/base/error.h"
#include "framework/base/parallel.h"
#include "framework/io/checkpoint.h"
#include "framework/io/model_files.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/accounting.h"
#include "labs/06_pretraining/schedules.h"
#include "programs/pretrain/memory.h"
#include "programs/pretrain/presets.h"
#include "programs/pretrain/saved_config.h"
#include "programs/train/folders.h"
#include "programs/train/interrupt.h"
#include "programs/train/numbers.h"
#include "programs/train/platform.h"

namespace llmsys {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::string checkpoint_path(const PretrainOptions& options) { return text(options.out, "/", kPretrainFile); }

PretrainConfig config_of(const PretrainOptions& options) {
  if (!options.resume) return options.config;
  return pretrain_config_from(load_checkpoint(checkpoint_path(options), kPretrainKind).state);
}

/// The model gets the vocabulary of its tokenizer.
void settle_vocabulary(const PretrainOptions& options, const BpeVocabulary& vocabulary, PretrainConfig& config) {
  const auto size = static_cast<int64_t>(vocabulary.tokens.size());
  LLMSYS_CHECK(ValueError, options.tokenizer.empty() || is_preset(options.model) || size == config.model.vocabulary,
               "the tokenizer ", options.tokenizer, " has ", size, " tokens, the model ", options.model,
               " is made for a vocabulary of ", config.model.vocabulary, ": set its vocab_size to ", size,
               ", or leave --tokenizer away, and one of its size is learned from the data");
  config.model.vocabulary = size;
  config.model.end_tokens = {end_token_of(vocabulary)};
  check(config.model);
}

void check_fits(const PretrainOptions& options, const PretrainConfig& config) {
  if (!options.force) check_memory(config.model, config.batch, config.context, options.plain, available_memory());
}

Dataset dataset_of(const PretrainOptions& options, PretrainConfig& config, FolderLock& lock) {
  if (options.resume) {
    check_fits(options, config);
    const Checkpoint checkpoint = load_checkpoint(checkpoint_path(options), kPretrainKind);
    return open_dataset(options.out, std::stoull(checkpoint.state.text("fingerprint")));
  }
  const DatasetSource source(config, options.tokenizer);
  settle_vocabulary(options, source.vocabulary(), config);
  check_fits(options, config);
  std::filesystem::create_directories(options.out);
  lock = FolderLock(options.out);
  check_no_run(options.out);  // again: another process may have been quicker
  return source.write(options.out);
}

/// Batches to learn from. The end token is a text's first token, too: what follows it is a target like any other, so that the
/// model learns how texts begin.
lab06::TokenLoader loader_of(const PretrainConfig& config, const Dataset& dataset) {
  const auto too_short = [&config](const TokenShards& tokens, const char* what) {
    LLMSYS_CHECK(ValueError, tokens.size() > config.context, "the text is too short: the ", tokens.size(), " tokens ",
                 what, " are no row of ", config.context,
                 " tokens and the one behind it. Give more text, or a smaller --context");
  };
  too_short(dataset.train, "to learn from");
  too_short(dataset.held_out, "that are held out");
  return {dataset.train, {.context = config.context, .batch = config.batch, .seed = config.seed}};
}

/// The first rows of the held-out text, at most `most`, in order.
std::vector<lab06::Batch> held_out_batches(const PretrainConfig& config, const Dataset& dataset, int64_t most) {
  const auto batches_of = [&](int64_t rows) {
    return lab06::TokenLoader(dataset.held_out, {.context = config.context, .batch = rows, .shuffle = false});
  };
  lab06::TokenLoader whole = batches_of(config.batch);
  const int64_t rows = std::min(whole.rows(), most), rest = rows % config.batch;
  std::vector<lab06::Batch> out;
  while (whole.state().position + config.batch <= rows) out.push_back(whole.next());
  if (rest == 0) return out;
  lab06::TokenLoader last = batches_of(rest);
  last.restore(whole.state());
  out.push_back(last.next());
  return out;
}

}  // namespace

PretrainRun::PretrainRun(const PretrainOptions& options)
    : options_(options),
      lock_(options.resume ? FolderLock(options.out) : FolderLock()),
      config_(config_of(options)),
      dataset_(dataset_of(options, config_, lock_)),
      loader_(loader_of(config_, dataset_)),
      log_(options.out + "/log.jsonl", {"Loss of the language model", "nats per token", "tokens"}) {
  make_model();
  if (options_.resume) {
    load();
    log_.resume(step());
  } else {
    if (options_.minutes > 0) config_.steps = steps_in(options_.minutes);
    log_.start();  // a folder that cannot be written to is found now, not after an hour
    evaluate();
    save();
  }
}

void PretrainRun::make_model() {
  Rng rng(config_.seed);
  model_ = llmsys::make_model(config_.model, rng);
  optimizer_ = std::make_unique<lab01::AdamW>(model_->module().named_parameters(),
                                              lab01::AdamWOptions{.learning_rate = config_.learning_rate,
                                                                  .beta1 = 0.9,
                                                                  .beta2 = config_.beta2,
                                                                  .eps = 1e-8,
                                                                  .weight_decay = config_.weight_decay});
}

double PretrainRun::rate_of(int64_t step) const {
  const auto part = [this](double of) {
    return static_cast<int64_t>(std::llround(of * static_cast<double>(config_.steps)));
  };
  const lab06::Schedule schedule{.peak = config_.learning_rate,
                                 .lowest = config_.lowest * config_.learning_rate,
                                 .warm_up = part(config_.warm_up),
                                 .decay = part(config_.decay),
                                 .steps = config_.steps};
  return config_.schedule == "wsd" ? wsd_rate(schedule, step) : cosine_rate(schedule, step);
}

lab06::LoopOptions PretrainRun::loop_options(int64_t until) {
  return {.steps = until, .accumulate = config_.accumulate, .max_norm = config_.clip, .rate = [this](int64_t step) {
            return rate_of(step);
          }};
}

double PretrainRun::utilization() const {
  return lab04::model_flops_utilization(rate(), config_.model, config_.context, peak_);
}

bool PretrainRun::train(double peak) {
  peak_ = peak;
  const int64_t until = options_.stop_after > 0 ? std::min(options_.stop_after, config_.steps) : config_.steps;
  ProgressBar bar("training", config_.steps);
  Clock::time_point start = Clock::now();
  if (!interrupted())
    lab06::train(
        model_->module(), *optimizer_, [this] { return loader_.next(); }, loop_options(until),
        [&](const lab06::StepResult& result) {
          train_seconds_ += seconds_since(start);
          ++trained_steps_;
          after_step(result);
          bar.update(step(), text(grouped(static_cast<int64_t>(rate())), " tokens/s, MFU ",
                                  decimal(100 * utilization(), 0), " %, loss ", decimal(result.loss, 3)));
          start = Clock::now();
          return !interrupted();
        });
  save();
  return step() == config_.steps;
}

void PretrainRun::after_step(const lab06::StepResult& result) {
  check_finite("loss of", result.loss);
  check_finite("gradients' norm of", result.norm);
  last_ = result;
  loss_sum_ += result.loss;
  ++loss_count_;
  if (step() % config_.log_every == 0) write_log();
  if (step() % config_.evaluate_every == 0 || step() == config_.steps) evaluate();
  if (step() % options_.save_every == 0) save();
}

int64_t PretrainRun::steps_in(double minutes) {
  constexpr int64_t kTried = 4;
  const lab06::LoaderState before = loader_.state();
  Clock::time_point start = Clock::now();
  const auto skip_first = [&](const lab06::StepResult&) {  // it fills the pool and loads the library of products
    if (step() == 1) start = Clock::now();
    return true;
  };
  lab06::train(
      model_->module(), *optimizer_, [this] { return loader_.next(); }, loop_options(kTried), skip_first);
  const double seconds = std::max(1e-6, seconds_since(start) / static_cast<double>(kTried - 1));
  loader_.restore(before);
  make_model();
  return std::max<int64_t>(1, static_cast<int64_t>(60 * minutes / seconds));
}

void PretrainRun::check_finite(const char* what, double number) const {
  LLMSYS_CHECK(ValueError, std::isfinite(number), "the ", what, " step ", step(), " is ", number,
               ": training has diverged. Try a smaller --lr; the last checkpoint is in ", options_.out);
}

double PretrainRun::rate() const {
  const double tokens = static_cast<double>(trained_steps_ * config_.tokens_per_step());
  return train_seconds_ > 0 ? tokens / train_seconds_ : 0;
}

void PretrainRun::write_log() {
  const double count = static_cast<double>(loss_count_);
  const double seconds = std::max(1e-9, train_seconds_ - logged_seconds_);
  log_.add({.step = step(),
            .positions = step() * config_.tokens_per_step(),
            .loss = loss_sum_ / count,
            .learning_rate = rate_of(step()),
            .rate = count * static_cast<double>(config_.tokens_per_step()) / seconds,
            .more = {{"gradient_norm", last_.norm}}});
  loss_sum_ = 0;
  loss_count_ = 0;
  logged_seconds_ = train_seconds_;
}

double PretrainRun::loss_on_held_out(int64_t most_tokens) {
  const int64_t rows = std::max<int64_t>(1, most_tokens / config_.context);
  return lab06::evaluate(model_->module(), held_out_batches(config_, dataset_, rows));
}

double PretrainRun::held_out_loss() { return loss_on_held_out(1'000'000); }

void PretrainRun::evaluate() {
  constexpr int64_t kGlance = 16'384;  // tokens: enough for two digits, and quick
  const double loss = step() == config_.steps ? held_out_loss() : loss_on_held_out(kGlance);
  check_finite("held-out loss after", loss);
  log_.add(Evaluation{step(), loss});
}

std::string PretrainRun::platform() const {
  return platform_text(max_threads()) + (options_.plain ? ", plain formulas" : "");
}

void PretrainRun::save() {
  CheckpointState state = state_from(config_);
  state.set_integer("step", step());
  state.set_integer("loader.rows", loader_.state().rows);
  state.set_integer("loader.position", loader_.state().position);
  state.set_integer("loss_count", loss_count_);
  state.set_real("loss_sum", loss_sum_);
  state.set_text("fingerprint", std::to_string(dataset_.facts.fingerprint));
  state.set_integer("f16", options_.half ? 1 : 0);
  state.set_text("platform", platform());
  save_checkpoint(checkpoint_path(options_), kPretrainKind, lab06::training_tensors(model_->module(), *optimizer_),
                  state);
  save_for_others();
}

void PretrainRun::save_for_others() {
  const DType dtype = options_.half && step() == config_.steps ? DType::f16 : DType::f32;
  NamedTensors tensors;
  for (const auto& [name, tensor] : model_->module().named_parameters())
    tensors.push_back({name, raw::to(detach(tensor), dtype)});
  save_model(options_.out, config_.model, tensors);
}

void PretrainRun::load() {
  const Checkpoint checkpoint = load_checkpoint(checkpoint_path(options_), kPretrainKind);
  const CheckpointState& state = checkpoint.state;
  load_into(checkpoint.tensors, lab06::training_tensors(model_->module(), *optimizer_));
  optimizer_->set_steps(state.integer("step"));
  loader_.restore({config_.seed, config_.context, state.integer("loader.rows"), state.integer("loader.position")});
  loss_sum_ = state.real("loss_sum");
  loss_count_ = state.integer("loss_count");
  options_.half = options_.half || state.integer("f16") != 0;
  difference_ = platform_difference(state.text("platform"), platform());
}

}  // namespace llmsys
