// pretrain: trains language models. ./lab train --help says what it takes.
#include <chrono>
#include <cstdio>

#include "framework/base/error.h"
#include "framework/io/atomic_file.h"
#include "framework/tensor/observe.h"
#include "labs/15_flash_attention/fast_context.h"
#include "programs/pretrain/arguments.h"
#include "programs/pretrain/peak.h"
#include "programs/pretrain/run.h"
#include "programs/pretrain/sample.h"
#include "programs/pretrain/summary.h"
#include "programs/train/interrupt.h"

namespace llmsys {
namespace {

Outcome train(PretrainRun& run, const PretrainOptions& options, double peak) {
  const auto start = std::chrono::steady_clock::now();
  Outcome outcome;
  outcome.peak = peak;
  outcome.complete = run.train(peak);
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (outcome.complete) {
    const Dataset& data = run.dataset();
    outcome.held_out_loss = run.log().evaluations().back().loss;
    outcome.sample = sample_document(run.model(), data.vocabulary, data.end_token, 200, 0.8, run.config().seed);
    if (options.baselines) outcome.baselines = ngram_baselines(data);
  }
  run.log().draw(options.out + "/loss.svg", outcome.baselines);
  return outcome;
}

int run_program(const PretrainOptions& options) {
  DispatchTrace trace;
  const FastContext scope(options.threads, !options.plain, options.trace_dispatch ? &trace : nullptr);
  catch_interrupts();
  PretrainRun run(options);
  const bool quiet = options.json == "-";
  if (!quiet) std::fputs(describe(run, options).c_str(), stdout), std::fflush(stdout);
  const Outcome outcome = train(run, options, measured_peak_flops());
  const std::string json = summary_json(run, options, outcome);
  if (!quiet && !options.json.empty()) write_atomically(options.json, json);  // first: a closed pipe ends what prints
  std::fputs(quiet ? json.c_str() : report(run, options, outcome).c_str(), stdout);
  if (options.trace_dispatch) std::fputs(trace.table().c_str(), stderr);
  return outcome.complete ? 0 : 130;
}

}  // namespace
}  // namespace llmsys

int main(int argc, char** argv) {
  int status = 2;
  try {
    const auto options = llmsys::read_arguments(argc, argv, status);
    return options ? llmsys::run_program(*options) : status;
  } catch (const std::exception& error) {
    std::fflush(stdout);
    std::fprintf(stderr, "train: %s\n", error.what());
    return 2;
  }
}
