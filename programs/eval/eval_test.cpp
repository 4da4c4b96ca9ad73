// Stories of a model, and what is counted in them.
#include <filesystem>

#include "datasets/gen/documents.h"
#include "datasets/gen/stories/score.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/tokenizer.h"
#include "programs/eval/stories.h"
#include "programs/model/bpe_tokenizer.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

const auto kGoOn = [](int64_t) { return true; };

LoadedModel random_model() {
  ModelConfig config;
  config.vocabulary = 257, config.context = 32, config.layers = 1, config.width = 16, config.heads = 2,
  config.kv_heads = 2;
  config.head_size = 8, config.ffn = 16, config.tied = true;
  Rng rng(3);
  LoadedModel out;
  out.path = "random";
  out.model = make_model(config, rng);
  out.tokenizer = std::make_unique<BpeTokenizer>(lab05::train_bpe("a", 257, {"<|endoftext|>"}));
  out.end_tokens = {256};
  return out;
}

}  // namespace

TEST_CASE("as many stories as asked for, of the seeds that follow one another, and none of noise is kept") {
  LoadedModel model = random_model();
  const std::string told = told_stories(model, {.samples = 5, .sampling = {}, .seed = 7}, kGoOn);
  const corpora::StoryReport report = corpora::score_stories(told);
  CHECK(report.stories == 5);
  CHECK(report.kept == 0);
  CHECK(told_stories(model, {.samples = 5, .sampling = {}, .seed = 7}, kGoOn) == told);
  const std::string later = told_stories(model, {.samples = 4, .sampling = {}, .seed = 8}, kGoOn);
  CHECK(told.ends_with(later));
}

TEST_CASE("it ends when it is told to") {
  LoadedModel model = random_model();
  const std::string told =
      told_stories(model, {.samples = 5, .sampling = {}, .seed = 7}, [](int64_t done) { return done < 2; });
  CHECK(corpora::score_stories(told).stories == 2);
}

TEST_CASE("a model that cannot end a text, or has no vocabulary, is refused") {
  LoadedModel endless = random_model();
  endless.end_tokens.clear();
  CHECK(contains(message_of([&] { told_stories(endless, {}, kGoOn); }), "eos_token_id"));
  LoadedModel mute = random_model();
  mute.tokenizer = nullptr;
  CHECK(contains(message_of([&] { told_stories(mute, {}, kGoOn); }), "tokenizer.json"));
}

TEST_CASE("the model that comes with the repository keeps its stories together") {
  const std::string folder = source_root() + "/datasets/models/stories";
  LoadedModel model = load_model(folder);
  const corpora::StoryReport report =
      corpora::score_stories(told_stories(model, {.samples = 50, .sampling = {}}, kGoOn));
  CHECK(report.stories == 50);
  CHECK(report.kept >= 35);  // of 50: 80 % and more of many are kept
}
