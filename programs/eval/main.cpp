// eval: what a model can do. ./lab eval --help says what it takes.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "datasets/gen/stories/score.h"
#include "framework/base/progress.h"
#include "framework/io/atomic_file.h"
#include "labs/15_flash_attention/fast_context.h"
#include "programs/eval/stories.h"
#include "programs/train/folders.h"
#include "programs/train/interrupt.h"

namespace llmsys {
namespace {

struct EvalOptions {
  std::string what;
  std::string model;
  StoryEvaluation stories;
  int threads = 0;
  bool plain = false;
  std::string out;
  std::vector<std::string> code;
};

void add_options(CLI::App& app, EvalOptions& options) {
  app.option_defaults()->take_last();
  app.add_option("what", options.what)->required()->check(CLI::IsMember({"stories"}));
  app.add_option("--model", options.model);
  app.add_option("--samples", options.stories.samples)->check(CLI::Range(1, 1'000'000));
  app.add_option("--temperature", options.stories.sampling.temperature);
  app.add_option("--top-k", options.stories.sampling.top_k);
  app.add_option("--top-p", options.stories.sampling.top_p);
  app.add_option("--seed", options.stories.seed);
  app.add_option("--threads", options.threads)->check(CLI::Range(1, 1024));
  app.add_flag("--plain", options.plain);
  app.add_option("--out", options.out);
  app.add_option("--code", options.code)->take_all();
}

int evaluate_stories(const EvalOptions& options) {
  check(options.stories.sampling);
  LoadedModel loaded =
      load_model(options.model.empty() ? repository_root() + "/datasets/models/stories" : options.model);
  const std::string told =
      told_stories(loaded, options.stories,
                   [bar = std::make_shared<ProgressBar>("telling stories", options.stories.samples)](int64_t count) {
                     bar->update(count);
                     return !interrupted();
                   });
  if (!options.out.empty()) write_atomically(options.out, told);
  std::fputs(corpora::table(corpora::score_stories(told)).c_str(), stdout);
  return interrupted() ? 130 : 0;
}

int run_program(const EvalOptions& options) {
  const FastContext scope(options.threads, !options.plain);
  catch_interrupts();
  return evaluate_stories(options);
}

}  // namespace
}  // namespace llmsys

int main(int argc, char** argv) {
  llmsys::EvalOptions options;
  CLI::App app("Measures what a model can do: see ./lab eval --help", "eval");
  llmsys::add_options(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    return llmsys::run_program(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "eval: %s\n", error.what());
    return 2;
  }
}
