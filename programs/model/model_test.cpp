// Models from disk: what is copied, what is refused.
#include <filesystem>

#include "framework/autograd/grad_mode.h"
#include "framework/base/context.h"
#include "framework/io/bpe_vocabulary.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/raw.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/tokenizer.h"
#include "labs/16_kv_cache/kv_cache.h"
#include "programs/model/load.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

ModelConfig config_of(ModelFamily family, bool tied) {
  ModelConfig c;
  c.family = family;
  c.vocabulary = 260, c.context = 16, c.layers = 2, c.width = 8, c.heads = 2, c.head_size = 4, c.ffn = 12;
  c.kv_heads = family == ModelFamily::llama ? 1 : 2;
  c.tied = tied;
  c.end_tokens = {259};
  return c;
}

BpeVocabulary vocabulary_of(int64_t size) {
  return lab05::train_bpe("the cat sat on the mat, the rat sat on the cat", size, {"<|endoftext|>"});
}

Tensor some_tokens() { return from_vector(std::vector<int64_t>{5, 100, 7, 259, 0, 31}, {2, 3}); }

// A folder with a random model and a vocabulary of 260 tokens.
class SavedModel {
 public:
  explicit SavedModel(const ModelConfig& config, int64_t shard_bytes = 1 << 30) : model_(make_model(config, rng_)) {
    save_model(path(), config, model_->module().named_parameters(), {.shard_bytes = shard_bytes});
    write_tokenizer_json(path() + "/tokenizer.json", vocabulary_of(260));
  }
  [[nodiscard]] std::string path() const { return folder_.path("model"); }
  void write(const std::string& name, const std::string& text) const { write_file(path() + "/" + name, text); }
  [[nodiscard]] Tensor logits() const {
    const GradMode off(false);
    return model_->module()(some_tokens());
  }

 private:
  TemporaryFolder folder_;
  Rng rng_{7};
  std::unique_ptr<LanguageModel> model_;
};

}  // namespace

TEST_CASE("a model that was saved and loaded says the same, bit for bit, in both families, tied or not, in shards") {
  for (const ModelFamily family : {ModelFamily::llama, ModelFamily::gpt2})
    for (const bool tied : {false, true})
      for (const int64_t shard : {int64_t{1} << 30, int64_t{2000}}) {
        const SavedModel saved(config_of(family, tied), shard);
        const LoadedModel loaded = load_model(saved.path());
        CHECK(loaded.format == "safetensors");
        CHECK(loaded.end_tokens == std::vector<int64_t>{259});
        CHECK(loaded.model->config() == config_of(family, tied));
        const GradMode off(false);
        CHECK(to_vector<float>(loaded.model->module()(some_tokens())) == to_vector<float>(saved.logits()));
        CHECK(loaded.tokenizer->size() == 260);
        CHECK(loaded.tokenizer->special("<|endoftext|>") == 259);
      }
}

TEST_CASE("the logits of the next token are the last ones, whatever the head sees, and the head is whole again after") {
  for (const ModelFamily family : {ModelFamily::llama, ModelFamily::gpt2}) {
    Rng rng(3);
    const auto model = make_model(config_of(family, true), rng);
    KvCache cache(model->config(), 2, 16), small(model->config(), 2, 2);
    const Tensor next = model->next_logits(some_tokens(), cache);
    CHECK(message_of([&] { static_cast<void>(model->next_logits(some_tokens(), small)); }) != "(nothing was thrown)");
    const GradMode off(false);
    const Tensor all = model->module()(some_tokens());
    REQUIRE(all.shape() == Shape({2, 3, 260}));
    CHECK(compare(next, raw::select(all, 1, 2), {.atol = 1e-6, .rtol = 1e-5}).ok());
  }
}

TEST_CASE("a blank model draws nothing, and its parameters want gradients all the same") {
  Context blank = context();
  blank.blank_weights = true;
  const ContextScope scope(blank);
  Rng rng(3);
  const auto model = make_model(config_of(ModelFamily::llama, false), rng);
  CHECK(rng.state().offset == 0);
  CHECK(model->module().num_parameters() > 0);
}

TEST_CASE("what the folder says beside config.json counts: begin, end, chat template") {
  const SavedModel saved(config_of(ModelFamily::llama, false));
  saved.write("generation_config.json", R"({"eos_token_id": [258, 259, 9000]})");
  saved.write("tokenizer_config.json", R"({"chat_template": "{{ a }}"})");
  const LoadedModel loaded = load_model(saved.path());
  CHECK(loaded.end_tokens == std::vector<int64_t>{258, 259});
  CHECK(loaded.tokenizer->chat_template() == "{{ a }}");
  CHECK(loaded.tokenizer->begin().empty());
}

TEST_CASE("a vocabulary of another size is refused with both sizes, one that is padded is not") {
  const SavedModel saved(config_of(ModelFamily::llama, false));
  const auto with = [&](int64_t size) {
    write_tokenizer_json(saved.path() + "/tokenizer.json", vocabulary_of(size));
    return message_of([&] { static_cast<void>(load_model(saved.path())); });
  };
  CHECK(contains(with(261), "the tokenizer has 261 tokens, but the model's table 260 rows"));
  CHECK(with(258) == "(nothing was thrown)");
  ModelConfig large = config_of(ModelFamily::llama, false);
  large.vocabulary = 400;
  const SavedModel other(large);
  CHECK(contains(message_of([&] { static_cast<void>(load_model(other.path())); }),
                 "260 tokens, but the model's table 400"));
}

TEST_CASE("a model without a vocabulary has none; one from elsewhere can be named") {
  const SavedModel saved(config_of(ModelFamily::gpt2, true)), other(config_of(ModelFamily::llama, true));
  std::filesystem::remove(saved.path() + "/tokenizer.json");
  CHECK(load_model(saved.path()).tokenizer == nullptr);
  CHECK(load_model(saved.path(), other.path()).tokenizer->size() == 260);
  CHECK(load_model(saved.path(), other.path() + "/tokenizer.json").tokenizer->size() == 260);
  const auto refused = [&](const std::string& path) {
    return message_of([&] { static_cast<void>(load_model(saved.path(), path)); });
  };
  CHECK(contains(refused("/nowhere"), "there is no tokenizer /nowhere"));
  CHECK(contains(refused(saved.path() + "/config.json"), "is no tokenizer that is read here"));
}

TEST_CASE("weights that do not fit are all named") {
  const SavedModel saved(config_of(ModelFamily::llama, true));
  std::string config = read_file(saved.path() + "/config.json");
  config.replace(config.find("\"num_hidden_layers\": 2"), 22, "\"num_hidden_layers\": 3");
  saved.write("config.json", config);
  const std::string message = message_of([&] { static_cast<void>(load_model(saved.path())); });
  CHECK(contains(message, "missing: model.layers.2."));
  CHECK(contains(message, "model.layers.2.mlp.gate_proj.weight (12,8)"));
}
