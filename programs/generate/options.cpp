#include "programs/generate/options.h"

#include <CLI/CLI.hpp>
#include <random>

namespace llmsys {
namespace {

constexpr int kMostThreads = 1024;  // far more than cores: the system may refuse, and OpenMP then ends the process

void add_sampling(CLI::App& app, GenerateOptions& options) {
  app.add_option("--tokens", options.tokens)->check(CLI::Range(int64_t{1}, int64_t{1} << 40));
  app.add_option("--temperature", options.sampling.temperature);
  app.add_option("--top-k", options.sampling.top_k);
  app.add_option("--top-p", options.sampling.top_p);
  app.add_option("--seed", options.seed);
  app.add_option("--stop", options.stops)->expected(1)->take_all();
}

void add_program(CLI::App& app, ProgramOptions& options) {
  app.add_option("--model", options.model);
  app.add_option("--tokenizer", options.tokenizer);
  app.add_option("--prompt", options.prompt);
  app.add_flag("--chat", options.chat);
  app.add_option("--system", options.system);
  app.add_flag("--only-new", options.only_new);
  app.add_flag("--plain", options.plain);
  app.add_flag("--trace-dispatch", options.trace_dispatch);
  app.add_option("--threads", options.threads)->check(CLI::Range(1, kMostThreads));
  app.add_option("--json", options.json);
  app.add_option("--code", options.code)->take_all();
}

}  // namespace

bool parse_options(int argc, char** argv, ProgramOptions& options, int& status) {
  CLI::App app("Continues a text: see ./lab generate --help", "generate");
  app.option_defaults()->take_last();
  add_program(app, options);
  add_sampling(app, options.generate);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    status = app.exit(error) == 0 ? 0 : 2;
    return false;
  }
  options.has_system = app.count("--system") > 0;
  if (app.count("--seed") == 0) options.generate.seed = std::random_device()();
  return true;
}

}  // namespace llmsys
