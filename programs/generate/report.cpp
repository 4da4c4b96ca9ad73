#include "programs/generate/report.h"

#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/base/parallel.h"
#include "programs/generate/text_stream.h"
#include "programs/train/numbers.h"

namespace llmsys {
namespace {

double rate(int64_t tokens, double seconds) { return seconds > 0 ? static_cast<double>(tokens) / seconds : 0; }

std::string speed(int64_t tokens, double seconds) {
  return text(grouped(tokens), tokens == 1 ? " token in " : " tokens in ", decimal(seconds, 3), " s, ",
              decimal(rate(tokens, seconds), 1), " tokens/s");
}

}  // namespace

std::string describe(const LoadedModel& loaded, double load_seconds) {
  const ModelConfig& config = loaded.model->config();
  return text("model     ", loaded.path, ": ", to_text(config.family), " from ", loaded.format, ", ",
              grouped(loaded.model->module().num_parameters()), " parameters, context ", grouped(config.context),
              ", loaded in ", decimal(load_seconds, 2), " s\n");
}

std::string report(const Generated& generated, const ProgramOptions& options) {
  std::string out = text("prefill   ", speed(generated.prompt_tokens, generated.prefill_seconds), "\n", "decode    ",
                         speed(generated.steps, generated.decode_seconds), "\n", "ended     after ",
                         grouped(static_cast<int64_t>(generated.ids.size())), " tokens: ", to_text(generated.ending));
  if (generated.ending == Ending::tokens) out += ", as many as asked for (--tokens)";
  if (generated.ending == Ending::context) out += ", which is full: no further token fits";
  if (options.generate.sampling.temperature > 0) out += text("; seed ", options.generate.seed);
  return out + "\n";
}

std::string summary_json(const LoadedModel& loaded, const Generated& generated, const std::vector<int64_t>& prompt_ids,
                         const ProgramOptions& options, double load_seconds) {
  const GenerateOptions& how = options.generate;
  const nlohmann::ordered_json json = {
      {"model", valid_utf8(loaded.path)},
      {"format", loaded.format},
      {"family", to_text(loaded.model->config().family)},
      {"parameters", loaded.model->module().num_parameters()},
      {"prompt", valid_utf8(options.prompt)},
      {"prompt_ids", prompt_ids},
      {"text", generated.text},
      {"ids", generated.ids},
      {"ended", to_text(generated.ending)},
      {"temperature", how.sampling.temperature},
      {"top_k", how.sampling.top_k},
      {"top_p", how.sampling.top_p},
      {"seed", how.seed},
      {"threads", max_threads()},
      {"load_seconds", load_seconds},
      {"prefill_seconds", generated.prefill_seconds},
      {"prefill_tokens_per_second", rate(generated.prompt_tokens, generated.prefill_seconds)},
      {"decode_steps", generated.steps},
      {"decode_seconds", generated.decode_seconds},
      {"decode_tokens_per_second", rate(generated.steps, generated.decode_seconds)},
      {"code", options.code}};
  return json.dump(2) + "\n";
}

}  // namespace llmsys
