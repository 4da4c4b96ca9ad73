#include "programs/train/summary.h"

#include <nlohmann/json.hpp>

#include "framework/base/parallel.h"
#include "framework/base/progress.h"
#include "framework/data/ngram.h"
#include "programs/train/platform.h"

namespace llmsys {

Baselines ngram_baselines(const Corpus& corpus) {
  const NgramModel model(corpus.train(), corpus.tokenizer().vocabulary_size(), 6);
  Baselines out;
  for (const int order : {2, 4, 6}) out.emplace_back(text(order, "-gram"), model.loss(corpus.held_out(), order));
  return out;
}

namespace {

std::string text_names(const TrainConfig& config) {
  return config.data.empty() ? "austen_tiny.txt" : join(config.data, ", ");
}

}  // namespace

std::string describe(const Run& run, const TrainOptions& options) {
  const TrainConfig& config = run.config();
  const Corpus& corpus = run.corpus();
  std::string out = text(
      "model    ", config.context, " characters x ", config.embedding, " -> ", config.hidden, " -> ",
      corpus.tokenizer().vocabulary_size(), ", ", grouped(run.model().num_parameters()), " parameters\n", "text     ",
      text_names(config), ": ", grouped(static_cast<int64_t>(corpus.tokens().size())), " characters, the last ",
      grouped(static_cast<int64_t>(corpus.held_out().size())), " held out\n", "run      ", grouped(config.steps()),
      " steps of ", config.batch, " characters, AdamW, learning rate ", decimal(config.learning_rate, 4), ", seed ",
      config.seed, "; ", platform_text(max_threads()), "\n", "folder   ", options.out, "\n");
  if (!options.code.empty()) out += text("code     ", join(options.code, "\n         "), "\n");
  if (options.resume) out += text("resumed  after step ", grouped(run.step()), "\n");
  if (!run.difference().empty()) out += text("note     ", run.difference(), "\n");
  return out;
}

std::string report(const Run& run, const TrainOptions& options, const Outcome& outcome) {
  if (!outcome.complete)
    return text("stopped after step ", grouped(run.step()), " of ", grouped(run.config().steps()),
                ", saved. To go on:\n", "  ./lab train --resume ", options.out, "\n");
  std::string out =
      text("\n", outcome.sample, "\n\n", "held-out loss  ", decimal(outcome.held_out_loss, 4), " nats per character\n");
  for (const auto& [name, loss] : outcome.baselines) out += text("  ", name, "       ", decimal(loss, 4), "\n");
  out += text("trained in     ", duration_text(outcome.seconds), ", ", grouped(static_cast<int64_t>(run.rate())),
              " characters/s, peak memory ", peak_resident_bytes() / 1'000'000, " MB\n", "written to     ", options.out,
              "/: model.safetensors, log.jsonl, loss.svg\n");
  return out;
}

std::string summary_json(const Run& run, const TrainOptions& options, const Outcome& outcome) {
  nlohmann::ordered_json json = {{"format_version", 1},
                                 {"complete", outcome.complete},
                                 {"step", run.step()},
                                 {"steps", run.config().steps()},
                                 {"positions", run.step() * run.config().batch},
                                 {"parameters", run.model().num_parameters()},
                                 {"positions_per_second", run.rate()},
                                 {"seconds", outcome.seconds},
                                 {"peak_resident_bytes", peak_resident_bytes()},
                                 {"platform", platform_text(max_threads())},
                                 {"folder", options.out},
                                 {"code", options.code}};
  if (outcome.complete) {
    json["held_out_loss"] = outcome.held_out_loss;
    json["sample"] = outcome.sample;
  }
  for (const auto& [name, loss] : outcome.baselines) json["baselines"][name] = loss;
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace llmsys
