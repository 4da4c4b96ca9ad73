// ./lab data stories, arithmetic, ... and score: corpora from a seed, and how well stories hold together.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>
#include <memory>

#include "datasets/gen/exercises/arithmetic.h"
#include "datasets/gen/exercises/brackets.h"
#include "datasets/gen/exercises/sequences.h"
#include "datasets/gen/stories/score.h"
#include "datasets/gen/stories/stories.h"
#include "framework/base/error.h"
#include "framework/data/text_file.h"
#include "framework/io/atomic_file.h"

namespace llmsys::corpora {
namespace {

// What every corpus takes, and who makes it.
struct Job {
  uint64_t seed = 1;
  int64_t count = 0;
  std::string out;
  std::function<std::string(uint64_t seed, int64_t count)> make;
};

CLI::Validator at_least_one() {
  return CLI::Validator(
      [](std::string& word) { return std::atoll(word.c_str()) >= 1 ? std::string() : "at least 1, got " + word; }, "");
}

void write(const Job& job) {
  const std::string text = job.make(job.seed, job.count);
  if (!job.out.empty()) return write_atomically(job.out, text);
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  LLMSYS_CHECK(IoError, whole, "standard output could not be written");
}

// A subcommand with the options of all, which writes a corpus of `count` pieces unless told otherwise.
CLI::App* add_corpus(CLI::App& app, const char* name, int64_t count,
                     std::function<std::string(uint64_t, int64_t)> make) {
  auto job = std::make_shared<Job>();
  job->count = count;
  job->make = std::move(make);
  CLI::App* command = app.add_subcommand(name);
  command->option_defaults()->take_last();
  command->add_option("--seed", job->seed);
  command->add_option("--count", job->count)->check(at_least_one());
  command->add_option("--out", job->out);
  command->callback([job] { write(*job); });
  return command;
}

void add_arithmetic(CLI::App& app) {
  auto options = std::make_shared<ArithmeticOptions>();
  CLI::App* command = add_corpus(app, "arithmetic", 10'000, [options](uint64_t seed, int64_t count) {
    return exercises([&](uint64_t s, int64_t i) { return arithmetic(*options, s, i); }, seed, count);
  });
  command->add_option("--operations", options->operations);
  command->add_option("--digits", options->digits);
  command->add_flag("--scratchpad", options->scratchpad);
  command->add_flag("--reversed", options->reversed);
}

void add_dyck(CLI::App& app) {
  auto options = std::make_shared<DyckOptions>();
  CLI::App* command = add_corpus(app, "dyck", 10'000, [options](uint64_t seed, int64_t count) {
    return exercises([&](uint64_t s, int64_t i) { return dyck(*options, s, i); }, seed, count);
  });
  command->add_option("--length", options->length);
  command->add_option("--depth", options->depth);
}

void add_sequences(CLI::App& app, const char* name, Exercise (*make)(int64_t, uint64_t, int64_t),
                   int64_t usual_length) {
  auto length = std::make_shared<int64_t>(usual_length);
  CLI::App* command = add_corpus(app, name, 10'000, [length, make](uint64_t seed, int64_t count) {
    return exercises([&](uint64_t s, int64_t i) { return make(*length, s, i); }, seed, count);
  });
  command->add_option("--length", *length);
}

void add_score(CLI::App& app) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("score");
  command->add_option("file", *file)->required()->check(CLI::ExistingFile);
  command->callback([file] { std::fputs(table(score_stories(read_text(*file))).c_str(), stdout); });
}

void add_all(CLI::App& app) {
  app.require_subcommand(1);
  add_corpus(app, "stories", 20'000, stories);
  add_arithmetic(app);
  add_dyck(app);
  add_sequences(app, "copy", copy_exercise, 16);
  add_sequences(app, "reverse", reverse_exercise, 16);
  add_sequences(app, "induction", induction_exercise, 16);
  add_sequences(app, "recall", recall_exercise, 8);
  add_score(app);
}

}  // namespace
}  // namespace llmsys::corpora

int main(int argc, char** argv) {
  CLI::App app("Corpora from a seed: see ./lab data --help", "data");
  llmsys::corpora::add_all(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "data: %s\n", error.what());
    return 2;
  }
}
