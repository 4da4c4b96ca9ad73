#include "programs/pretrain/summary.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <numbers>

#include "framework/base/parallel.h"
#include "framework/base/progress.h"
#include "framework/data/ngram.h"
#include "labs/04_transformer/accounting.h"
#include "programs/train/numbers.h"
#include "programs/train/platform.h"

namespace llmsys {
namespace {

std::vector<int64_t> all_tokens(const TokenShards& tokens) {
  std::vector<int64_t> out(static_cast<size_t>(tokens.size()));
  tokens.copy(0, out);
  return out;
}

// A text's loss in bits per byte does not depend on its vocabulary.
double bits_per_byte(const PretrainRun& run, double nats_per_token) {
  const Dataset& data = run.dataset();
  const double tokens_per_byte =
      static_cast<double>(data.held_out.size()) / static_cast<double>(data.facts.held_out_bytes);
  return nats_per_token / std::numbers::ln2 * tokens_per_byte;
}

std::string model_text(const PretrainConfig& config) {
  const ModelConfig& m = config.model;
  return text(to_text(m.family), ", ", m.layers, " layers, ", m.width, " wide, ", m.heads, " heads",
              m.kv_heads == m.heads ? "" : text(" (", m.kv_heads, " of keys)"), ", vocabulary ", grouped(m.vocabulary),
              ", ", grouped(lab04::count_parameters(m)), " parameters");
}

std::string data_text(const Dataset& data, const PretrainConfig& config) {
  const DatasetFacts& facts = data.facts;
  std::string out = text(join(config.data, ", "), ": ", grouped(facts.bytes), " bytes, ", grouped(facts.documents),
                         facts.documents == 1 ? " document, " : " documents, ", grouped(data.train.size()),
                         " tokens, and ", grouped(data.held_out.size()), " held out");
  if (facts.broken_bytes > 0)
    out += text("\nnote     ", grouped(facts.broken_bytes), " bytes of it are no UTF-8; they are learned as they are");
  return out;
}

}  // namespace

Baselines ngram_baselines(const Dataset& dataset) {
  constexpr int64_t kMost = 20'000'000;
  if (dataset.train.size() > kMost) return {};
  const NgramModel model(all_tokens(dataset.train), dataset.train.vocabulary(), 3);
  const std::vector<int64_t> held_out = all_tokens(dataset.held_out);
  Baselines out;
  for (const int order : {1, 2, 3}) out.emplace_back(text(order, "-gram"), model.loss(held_out, order));
  return out;
}

std::string describe(PretrainRun& run, const PretrainOptions& options) {
  const PretrainConfig& config = run.config();
  std::string out = text(
      "model    ", model_text(config), "\n", "text     ", data_text(run.dataset(), config), "\n", "run      ",
      grouped(config.steps), " steps of ", config.accumulate == 1 ? "" : text(config.accumulate, " x "), config.batch,
      " x ", config.context, " tokens, AdamW, ", config.schedule, " schedule to ", to_text(config.learning_rate),
      ", seed ", config.seed, "; ", platform_text(max_threads()), "\n", "folder   ", options.out, "\n");
  if (!options.code.empty()) out += text("code     ", join(options.code, "\n         "), "\n");
  if (options.resume) out += text("resumed  after step ", grouped(run.step()), "\n");
  if (!run.difference().empty()) out += text("note     ", run.difference(), "\n");
  return out;
}

std::string report(PretrainRun& run, const PretrainOptions& options, const Outcome& outcome) {
  const std::string speed =
      text(grouped(static_cast<int64_t>(run.rate())), " tokens/s, MFU ", decimal(100 * run.utilization(), 1), " % of ",
           decimal(outcome.peak * 1e-9, 0), " GFLOP/s");
  if (!outcome.complete)
    return text("stopped after step ", grouped(run.step()), " of ", grouped(run.config().steps), ", saved; ", speed,
                ". To go on:\n", "  ./lab train --resume ", options.out, "\n");
  std::string out = text("\n", outcome.sample, "\n\n", "held-out loss  ", decimal(outcome.held_out_loss, 4),
                         " nats per token, ", decimal(bits_per_byte(run, outcome.held_out_loss), 4),
                         " bits per byte, perplexity ", decimal(std::exp(outcome.held_out_loss), 2), "\n");
  for (const auto& [name, loss] : outcome.baselines) out += text("  ", name, "       ", decimal(loss, 4), "\n");
  out += text("trained in     ", duration_text(outcome.seconds), ", ", speed, ", peak memory ",
              peak_resident_bytes() / 1'000'000, " MB\n", "written to     ", options.out,
              "/: config.json, model.safetensors, tokenizer.json; log.jsonl, loss.svg\n");
  return out;
}

std::string summary_json(PretrainRun& run, const PretrainOptions& options, const Outcome& outcome) {
  const PretrainConfig& config = run.config();
  nlohmann::ordered_json json = {{"format_version", 1},
                                 {"complete", outcome.complete},
                                 {"step", run.step()},
                                 {"steps", config.steps},
                                 {"tokens", run.step() * config.tokens_per_step()},
                                 {"parameters", lab04::count_parameters(config.model)},
                                 {"tokens_per_second", run.rate()},
                                 {"peak_flops_per_second", outcome.peak},
                                 {"model_flops_utilization", run.utilization()},
                                 {"seconds", outcome.seconds},
                                 {"peak_resident_bytes", peak_resident_bytes()},
                                 {"platform", platform_text(max_threads())},
                                 {"folder", options.out},
                                 {"code", options.code}};
  if (outcome.complete) {
    json["held_out_loss"] = outcome.held_out_loss;
    json["bits_per_byte"] = bits_per_byte(run, outcome.held_out_loss);
    json["sample"] = outcome.sample;
  }
  for (const auto& [name, loss] : outcome.baselines) json["baselines"][name] = loss;
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace llmsys
