#include "programs/generate/generate.h"

#include <algorithm>
#include <chrono>

#include "framework/base/error.h"
#include "framework/tensor/factories.h"
#include "labs/16_kv_cache/kv_cache.h"
#include "programs/generate/text_stream.h"

namespace llmsys {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Positions that the cache needs: the last token is written, but not read again.
int64_t capacity(const ModelConfig& config, int64_t prompt, int64_t tokens) {
  return tokens > config.context - prompt ? config.context : prompt + tokens;
}

// The state of one generation.
class Writer {
 public:
  Writer(LoadedModel& loaded, std::span<const int64_t> prompt, const GenerateOptions& options)
      : loaded_(loaded),
        options_(options),
        rng_(options.seed),
        stream_(loaded.tokenizer->tokens(), options.stops),
        cache_(loaded.model->config(), 1,
               capacity(loaded.model->config(), static_cast<int64_t>(prompt.size()), options.tokens)) {}

  void read(std::vector<int64_t> ids) {
    const auto count = static_cast<int64_t>(ids.size());
    logits_ = loaded_.model->next_logits(from_vector(ids, {1, count}), cache_);  // (1,V)
  }

  // Draws the next token.  @return what can be shown now; sets `ended`
  std::string write(Generated& out, bool& ended) {
    const int64_t id = next_id();
    ended = true;
    if (std::binary_search(loaded_.end_tokens.begin(), loaded_.end_tokens.end(), id)) {
      out.ending = Ending::end_token;
      return "";
    }
    out.ids.push_back(id);
    std::string shown = stream_.feed(id);
    if (stream_.stopped())
      out.ending = Ending::stop_text;
    else if (static_cast<int64_t>(out.ids.size()) == options_.tokens)
      out.ending = Ending::tokens;
    else if (cache_.start() == loaded_.model->config().context)
      out.ending = Ending::context;
    else
      ended = false;
    return shown;
  }

  std::string finish() { return stream_.finish(); }

 private:
  // Rows of the table that no token has are never drawn.
  int64_t next_id() {
    const std::span<const float> all(logits_.data<float>(), static_cast<size_t>(logits_.numel()));
    return sample(all.first(static_cast<size_t>(loaded_.tokenizer->size())), options_.sampling, rng_);
  }

  LoadedModel& loaded_;
  const GenerateOptions& options_;
  Rng rng_;
  TextStream stream_;
  KvCache cache_;
  Tensor logits_;  // (1,V) of the token to come
};

}  // namespace

std::string_view to_text(Ending ending) {
  constexpr std::string_view kNames[] = {"end token", "stop text", "tokens", "context", "interrupted"};
  return kNames[static_cast<size_t>(ending)];
}

void check(const LoadedModel& loaded, std::span<const int64_t> prompt, const GenerateOptions& options) {
  const auto length = static_cast<int64_t>(prompt.size());
  const int64_t context = loaded.model->config().context;
  LLMSYS_CHECK(ValueError, length > 0, "the prompt is empty, and this model has no token that begins a text: give one");
  LLMSYS_CHECK(ValueError, length <= context, "the prompt has ", length, " tokens, but the model's context holds ",
               context, ": shorten it by ", length - context);
  LLMSYS_CHECK(ValueError, options.tokens >= 1, "the number of tokens to write must be at least 1, got ",
               options.tokens);
  check(options.sampling);
  const TextStream stops(loaded.tokenizer->tokens(), options.stops);  // refuses those that cannot come
}

Generated generate(LoadedModel& loaded, std::span<const int64_t> prompt, const GenerateOptions& options,
                   const Watcher& watcher) {
  check(loaded, prompt, options);
  Generated out;
  const auto show = [&](const std::string& text) {
    out.text += text;
    if (!text.empty()) watcher.show(text);
  };
  Writer writer(loaded, prompt, options);
  const Clock::time_point start = Clock::now();
  writer.read({prompt.begin(), prompt.end()});
  out.prompt_tokens = static_cast<int64_t>(prompt.size());
  out.prefill_seconds = seconds_since(start);
  for (bool ended = false; !ended;) {
    if (watcher.interrupted()) {
      out.ending = Ending::interrupted;
      break;
    }
    show(writer.write(out, ended));
    if (ended) break;
    writer.read({out.ids.back()});
    ++out.steps;
  }
  out.decode_seconds = seconds_since(start) - out.prefill_seconds;
  show(writer.finish());
  return out;
}

}  // namespace llmsys
