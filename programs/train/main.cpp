// train: the main job of the labs so far. ./lab train --help says what it takes.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>

#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/io/atomic_file.h"
#include "framework/memory/pool_resource.h"
#include "framework/tensor/observe.h"
#include "programs/train/folders.h"
#include "programs/train/interrupt.h"
#include "programs/train/run.h"
#include "programs/train/summary.h"

namespace llmsys {
namespace {

constexpr int64_t kMostThreads = 1024;  // far more than cores: the system may refuse, and OpenMP then ends the process

CLI::Validator at_least_one() {
  return CLI::Validator(
      [](std::string& word) { return std::atoll(word.c_str()) >= 1 ? std::string() : "at least 1, got " + word; }, "");
}

CLI::Validator number_of_threads() {
  return CLI::Validator(
      [](std::string& word) {
        const int64_t count = std::atoll(word.c_str());
        return count >= 1 && count <= kMostThreads ? std::string() : text("1 to ", kMostThreads, ", got ", word);
      },
      "");
}

CLI::Validator not_negative() {
  return CLI::Validator(
      [](std::string& word) { return std::atof(word.c_str()) >= 0 ? std::string() : "at least 0, got " + word; }, "");
}

/// Options that decide the result: a resumed run has them from its checkpoint.
void add_config(CLI::App& app, TrainConfig& config) {
  app.option_defaults()->take_last();
  app.add_option("--data", config.data)->check(CLI::ExistingFile)->take_all();
  app.add_option("--positions", config.positions)->check(at_least_one());
  app.add_option("--batch", config.batch)->check(at_least_one());
  app.add_option("--context", config.context)->check(at_least_one());
  app.add_option("--embedding", config.embedding)->check(at_least_one());
  app.add_option("--hidden", config.hidden)->check(at_least_one());
  app.add_option("--learning-rate", config.learning_rate)->check(not_negative());
  app.add_option("--weight-decay", config.weight_decay)->check(not_negative());
  app.add_option("--evaluate-every", config.evaluate_every)->check(at_least_one());
  app.add_option("--seed", config.seed);
}

/// Options of how it is run.
void add_options(CLI::App& app, TrainOptions& options, std::string& resume) {
  app.option_defaults()->take_last();
  app.add_option("--out", options.out);
  app.add_option("--resume", resume)->expected(0, 1);
  app.add_option("--threads", options.threads)->check(number_of_threads());
  app.add_option("--save-every", options.save_every)->check(at_least_one());
  app.add_option("--stop-after", options.stop_after)->check(at_least_one());
  app.add_flag("!--no-baselines", options.baselines);
  app.add_flag("--trace-dispatch", options.trace_dispatch);
  app.add_option("--json", options.json);
  app.add_option("--code", options.code)->take_all();
}

/// A summary that cannot be written is better known before an hour of training than after it.
void check_json(const std::string& file) {
  if (file.empty() || file == "-") return;
  const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
  LLMSYS_CHECK(ValueError, std::filesystem::is_directory(folder), "--json ", file, ": there is no folder ",
               folder.string());
}

/// What follows from what was given, and what contradicts it.
void settle(const CLI::App& app, const CLI::App& config_app, TrainOptions& options, const std::string& resume) {
  check_json(options.json);
  options.resume = app.count("--resume") > 0;
  if (!options.resume) {
    options.config.data = kept_paths(options.config.data);
    if (options.out.empty()) options.out = new_run_folder("char");
    LLMSYS_CHECK(ValueError, options.config.steps() >= 1, "--positions ", options.config.positions,
                 " is not one step of --batch ", options.config.batch);
    check_no_run(options.out);
    return;
  }
  LLMSYS_CHECK(ValueError, options.out.empty(), "--resume goes on in the folder of its run: leave --out away");
  for (const CLI::Option* option : config_app.get_options())
    LLMSYS_CHECK(ValueError, option->count() == 0, "a resumed run keeps its ", option->get_name(), ": leave it away");
  options.out = resume.empty() ? newest_run_folder("model.json") : resume;
}

Outcome train(Run& run, const TrainOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Outcome outcome;
  outcome.complete = run.train();
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (outcome.complete) {
    outcome.held_out_loss = run.log().evaluations().back().loss;
    outcome.sample = run.sample();
    if (options.baselines) outcome.baselines = ngram_baselines(run.corpus());
  }
  run.log().draw(options.out + "/loss.svg", outcome.baselines);
  return outcome;
}

int run_program(const TrainOptions& options) {
  PoolResource pool(default_memory());
  DispatchTrace trace;
  Context mine = context();
  mine.threads = options.threads;
  mine.memory = &pool;
  if (options.trace_dispatch) mine.observer = &trace;
  const ContextScope scope(mine);
  catch_interrupts();
  Run run(options);
  const bool quiet = options.json == "-";
  if (!quiet) std::fputs(describe(run, options).c_str(), stdout), std::fflush(stdout);
  const Outcome outcome = train(run, options);
  const std::string json = summary_json(run, options, outcome);
  if (!quiet && !options.json.empty()) write_atomically(options.json, json);  // first: a closed pipe ends what prints
  std::fputs(quiet ? json.c_str() : report(run, options, outcome).c_str(), stdout);
  if (options.trace_dispatch) std::fputs(trace.table().c_str(), stderr);
  return outcome.complete ? 0 : 130;
}

}  // namespace
}  // namespace llmsys

int main(int argc, char** argv) {
  llmsys::TrainOptions options;
  std::string resume;
  CLI::App app("Trains the character model: see ./lab train --help", "train");
  CLI::Option_group* config = app.add_option_group("what is trained");
  llmsys::add_config(*config, options.config);
  llmsys::add_options(app, options, resume);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    llmsys::settle(app, *config, options, resume);
    return llmsys::run_program(options);
  } catch (const std::exception& error) {
    std::fflush(stdout);
    std::fprintf(stderr, "train: %s\n", error.what());
    return 2;
  }
}
