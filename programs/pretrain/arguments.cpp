#include "programs/pretrain/arguments.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "framework/base/error.h"
#include "programs/pretrain/documents.h"
#include "programs/pretrain/presets.h"
#include "programs/pretrain/run.h"
#include "programs/train/folders.h"

namespace llmsys {
namespace {

constexpr int64_t kMostThreads = 1024;  // far more than cores: the system may refuse, and OpenMP then ends the process

CLI::Validator at_least_one() {
  return CLI::Validator(
      [](std::string& word) { return std::atoll(word.c_str()) >= 1 ? std::string() : "at least 1, got " + word; }, "");
}

/// A real number between two others.
CLI::Validator between(double least, double most) {
  return CLI::Validator(
      [least, most](std::string& word) {
        const double value = std::atof(word.c_str());
        return least <= value && value <= most ? std::string() : text("from ", least, " to ", most, ", got ", word);
      },
      "");
}

/// A summary that cannot be written is better known before an hour of training than after it.
void check_json(const std::string& file) {
  if (file.empty() || file == "-") return;
  const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
  LLMSYS_CHECK(ValueError, std::filesystem::is_directory(folder), "--json ", file, ": there is no folder ",
               folder.string());
}

// Options as they were given, and what follows from them.
class PretrainArguments {
 public:
  PretrainArguments();

  void parse(int argc, const char* const* argv) { app_.parse(argc, argv); }
  int exit(const CLI::ParseError& error) { return app_.exit(error) == 0 ? 0 : 2; }
  [[nodiscard]] PretrainOptions settled();

 private:
  void add_config(CLI::App& app);
  void add_options(CLI::App& app);
  void settle_new();
  void settle_resumed();

  CLI::App app_;
  CLI::Option_group* config_;  // options that a resumed run has from its checkpoint
  PretrainOptions options_;
  std::string resume_;
};

PretrainArguments::PretrainArguments()
    : app_("Trains a language model: see ./lab train --help", "train"),
      config_(app_.add_option_group("what is trained")) {
  add_config(*config_);
  add_options(app_);
}

void PretrainArguments::add_config(CLI::App& app) {
  constexpr double kAny = 1e30;
  PretrainConfig& config = options_.config;
  app.option_defaults()->take_last();
  app.add_option("--model", options_.model);
  app.add_option("--data", config.data)->take_all();
  app.add_option("--tokenizer", options_.tokenizer);
  app.add_option("--steps", config.steps)->check(at_least_one());
  app.add_option("--minutes", options_.minutes)->check(between(0.01, 1e6));
  app.add_option("--batch", config.batch)->check(at_least_one());
  app.add_option("--accumulate", config.accumulate)->check(at_least_one());
  app.add_option("--context", config.context)->check(at_least_one());
  app.add_option("--lr", config.learning_rate)->check(between(1e-30, kAny));
  app.add_option("--schedule", config.schedule)->check(CLI::IsMember({"cosine", "wsd"}));
  app.add_option("--warm-up", config.warm_up)->check(between(0, 1));
  app.add_option("--decay", config.decay)->check(between(0, 1));
  app.add_option("--weight-decay", config.weight_decay)->check(between(0, kAny));
  app.add_option("--clip", config.clip)->check(between(1e-30, kAny));
  app.add_option("--log-every", config.log_every)->check(at_least_one());
  app.add_option("--evaluate-every", config.evaluate_every)->check(at_least_one());
  app.add_option("--seed", config.seed);
}

void PretrainArguments::add_options(CLI::App& app) {
  app.option_defaults()->take_last();
  app.add_option("--out", options_.out);
  app.add_option("--resume", resume_)->expected(0, 1);
  app.add_option("--threads", options_.threads)->check(between(1, kMostThreads));
  app.add_option("--save-every", options_.save_every)->check(at_least_one());
  app.add_option("--stop-after", options_.stop_after)->check(at_least_one());
  app.add_flag("--f16", options_.half);
  app.add_flag("--plain", options_.plain);
  app.add_flag("--force", options_.force);
  app.add_flag("!--no-baselines", options_.baselines);
  app.add_flag("--trace-dispatch", options_.trace_dispatch);
  app.add_option("--json", options_.json);
  app.add_option("--code", options_.code)->take_all();
}

PretrainOptions PretrainArguments::settled() {
  check_json(options_.json);
  options_.resume = app_.count("--resume") > 0;
  if (options_.resume)
    settle_resumed();
  else
    settle_new();
  return options_;
}

void PretrainArguments::settle_new() {
  PretrainConfig& config = options_.config;
  LLMSYS_CHECK(ValueError, !options_.model.empty(), "--model is missing: gpt2-s, llama-s, or a config.json");
  LLMSYS_CHECK(ValueError, config_->count("--steps") == 0 || options_.minutes == 0,
               "--steps and --minutes say how long in two ways: leave one away");
  config.model = model_named(options_.model);
  if (config.data.empty()) config.data = {"austen"};
  config.data = kept_data(config.data);
  if (config.context == 0) config.context = config.model.context;
  LLMSYS_CHECK(ValueError, config.context <= config.model.context, "--context ", config.context,
               ": the model was made for at most ", config.model.context, " tokens");
  if (config.learning_rate == 0) config.learning_rate = usual_learning_rate(config.model);
  LLMSYS_CHECK(ValueError, config.warm_up + (config.schedule == "wsd" ? config.decay : 0) <= 1, "--warm-up ",
               config.warm_up, " and --decay ", config.decay, " are parts of one run: at most 1 together");
  if (options_.out.empty()) options_.out = new_run_folder(is_preset(options_.model) ? options_.model : "model");
  check_no_run(options_.out);
}

void PretrainArguments::settle_resumed() {
  LLMSYS_CHECK(ValueError, options_.out.empty(), "--resume goes on in the folder of its run: leave --out away");
  for (const CLI::Option* option : config_->get_options())
    LLMSYS_CHECK(ValueError, option->count() == 0, "a resumed run keeps its ", option->get_name(), ": leave it away");
  options_.out = resume_.empty() ? newest_run_folder(kPretrainFile) : resume_;
}

}  // namespace

std::optional<PretrainOptions> read_arguments(int argc, char** argv, int& status) {
  PretrainArguments arguments;
  try {
    arguments.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    status = arguments.exit(error);
    return std::nullopt;
  }
  return arguments.settled();
}

}  // namespace llmsys
