// The loop: what it reads, what it writes, why it ends.
#include "programs/generate/generate.h"

#include <algorithm>

#include "framework/autograd/grad_mode.h"
#include "framework/tensor/raw.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/tokenizer.h"
#include "programs/model/bpe_tokenizer.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

constexpr int64_t kVocabulary = 258;
using Ids = std::vector<int64_t>;

// A small random model of the 256 bytes, "th" and an end token; its table has two rows more than there are tokens.
LoadedModel random_model(ModelFamily family = ModelFamily::llama, int64_t context = 24) {
  ModelConfig c;
  c.family = family;
  c.vocabulary = kVocabulary + 2, c.context = context, c.layers = 2, c.width = 16, c.heads = 2, c.head_size = 8,
  c.ffn = 24;
  c.kv_heads = family == ModelFamily::llama ? 1 : 2;
  c.tied = true;
  Rng rng(11);
  LoadedModel out;
  out.model = make_model(c, rng);
  for (const NamedTensor& each : out.model->module().named_parameters())
    raw::mul_(each.tensor, 8);  // else all is alike
  out.tokenizer = std::make_unique<BpeTokenizer>(lab05::train_bpe("the the", kVocabulary, {"<|endoftext|>"}));
  return out;
}

// The plain way: the whole text through the model for every token.
Ids without_cache(LoadedModel& loaded, Ids ids, int64_t tokens) {
  const GradMode off(false);
  Ids out;
  for (int64_t i = 0; i < tokens; ++i) {
    const Tensor logits = loaded.model->module()(from_vector(ids, {1, static_cast<int64_t>(ids.size())}));
    const Tensor last = raw::slice(raw::select(raw::select(logits, 0, 0), 0, -1), 0, 0, kVocabulary);
    const std::vector<float> values = to_vector<float>(last);
    const int64_t next = std::max_element(values.begin(), values.end()) - values.begin();
    out.push_back(next);
    ids.push_back(next);
  }
  return out;
}

struct Run {
  Generated result;
  std::vector<std::string> shown;
};

Run run(LoadedModel& loaded, const Ids& prompt, const GenerateOptions& options, int64_t stop_after = 1000) {
  Run out;
  int64_t asked = 0;
  const Watcher watcher{[&](std::string_view part) { out.shown.emplace_back(part); },
                        [&] { return asked++ >= stop_after; }};
  out.result = generate(loaded, prompt, options, watcher);
  return out;
}

GenerateOptions greedy(int64_t tokens) {
  GenerateOptions options;
  options.tokens = tokens;
  options.sampling.temperature = 0;
  return options;
}

}  // namespace

TEST_CASE("greedy tokens with a cache are those of the whole text through the model each time") {
  for (const ModelFamily family : {ModelFamily::llama, ModelFamily::gpt2}) {
    LoadedModel loaded = random_model(family);
    const Ids prompt{72, 101, 108};
    const Run got = run(loaded, prompt, greedy(15));
    CHECK(got.result.ids == without_cache(loaded, prompt, 15));
    CHECK(got.result.ending == Ending::tokens);
    CHECK(got.result.prompt_tokens == 3);
    CHECK(got.result.steps == 14);  // the first token comes from the prompt's pass
    std::string joined;
    for (const std::string& part : got.shown) joined += part;
    CHECK(joined == got.result.text);
  }
}

TEST_CASE("rows of the table that no token has are never drawn, however likely") {
  LoadedModel loaded = random_model();
  const Tensor table = loaded.model->module().named_parameters().front().tensor;  // (V,C), tied
  const Tensor last = raw::slice(table, 0, kVocabulary, kVocabulary + 2);
  raw::mul_(last, 1000);
  GenerateOptions options;
  options.tokens = 20;
  options.sampling.temperature = 5;
  for (const int64_t id : run(loaded, {1}, options).result.ids) CHECK(id < kVocabulary);
}

TEST_CASE("the same seed writes the same, another one something else") {
  LoadedModel loaded = random_model();
  GenerateOptions options;
  options.tokens = 20;
  options.sampling.temperature = 3;
  const Ids first = run(loaded, {1, 2}, options).result.ids;
  CHECK(run(loaded, {1, 2}, options).result.ids == first);
  options.seed = 2;
  CHECK(run(loaded, {1, 2}, options).result.ids != first);
}

TEST_CASE("an end token ends it and is not text; a stop text too") {
  LoadedModel loaded = random_model();
  const Ids all = run(loaded, {72}, greedy(10)).result.ids;
  loaded.end_tokens = {all[4]};
  const auto at = static_cast<size_t>(std::find(all.begin(), all.end(), all[4]) - all.begin());
  const Run ended = run(loaded, {72}, greedy(10));
  CHECK(ended.result.ids == Ids(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(at)));
  CHECK(ended.result.ending == Ending::end_token);
  loaded.end_tokens.clear();
  GenerateOptions options = greedy(10);
  options.stops = {run(loaded, {72}, greedy(1)).result.text};
  const Run stopped = run(loaded, {72}, options);
  CHECK(stopped.result.ending == Ending::stop_text);
  CHECK(stopped.result.text.empty());
}

TEST_CASE("a context that is full ends it; a prompt as long as the context leaves room for one token") {
  LoadedModel loaded = random_model(ModelFamily::gpt2, 8);
  const Run full = run(loaded, {1, 2, 3}, greedy(100));
  CHECK(full.result.ids.size() == 6);  // 8 positions are read, the last token is only written
  CHECK(full.result.ending == Ending::context);
  CHECK(run(loaded, Ids(8, 1), greedy(100)).result.ids.size() == 1);
  CHECK(run(loaded, {1, 2, 3}, greedy(6)).result.ending == Ending::tokens);
}

TEST_CASE("prompts that do not fit are refused with the numbers") {
  LoadedModel loaded = random_model(ModelFamily::llama, 8);
  const auto message = [&](const Ids& prompt, const GenerateOptions& options) {
    return message_of([&] { run(loaded, prompt, options); });
  };
  CHECK(contains(message(Ids(11, 1), greedy(1)),
                 "the prompt has 11 tokens, but the model's context holds 8: shorten it by 3"));
  CHECK(contains(message({}, greedy(1)), "the prompt is empty"));
  CHECK(contains(message({1}, greedy(0)), "must be at least 1, got 0"));
  CHECK(contains(message({kVocabulary + 2}, greedy(1)), "260"));  // no such row
}

TEST_CASE("who watches can end it between two tokens") {
  LoadedModel loaded = random_model();
  const Run cut = run(loaded, {72}, greedy(10), 3);
  CHECK(cut.result.ending == Ending::interrupted);
  CHECK(cut.result.ids.size() == 3);
  CHECK(run(loaded, {72}, greedy(10), 0).result.ids.empty());
}
