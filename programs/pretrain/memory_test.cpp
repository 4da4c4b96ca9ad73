// The estimate against what training takes.
#include "programs/pretrain/memory.h"

#include "framework/memory/peak_meter.h"
#include "framework/tensor/raw.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/04_transformer/kernels.h"
#include "labs/06_pretraining/training_loop.h"
#include "labs/15_flash_attention/flash_attention.h"
#include "programs/model/language_model.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

ModelConfig config_of(ModelFamily family, int64_t layers, int64_t width, int64_t vocabulary) {
  ModelConfig c;
  c.family = family;
  c.vocabulary = vocabulary, c.context = 128, c.layers = layers, c.width = width, c.tied = true;
  c.heads = 4, c.head_size = width / 4, c.kv_heads = family == ModelFamily::llama ? 2 : 4;
  c.ffn = 4 * width;
  return c;
}

// Most bytes that tensors held during two steps.
int64_t measured(const ModelConfig& config, int64_t batch, int64_t context, bool plain) {
  PeakMeter meter(default_memory());
  Registry registry = framework_registry();
  if (!plain) lab04::register_lab04(registry), lab15::register_lab15(registry);
  Context here = llmsys::context();
  here.memory = &meter, here.registry = &registry;
  const ContextScope scope(here);
  Rng rng(1);
  const auto model = make_model(config, rng);
  lab01::AdamW optimizer(model->module().named_parameters(), {});
  const Tensor tokens = zeros({batch, context}, DType::i64);
  const lab06::Batch rows{tokens, tokens};
  for (int step = 0; step < 2; ++step) lab06::training_step(model->module(), optimizer, {&rows, 1}, 1);
  return meter.peak_bytes();
}

}  // namespace

TEST_CASE("the estimate is near what training takes, for both families, with kernels and with formulas") {
  for (const ModelFamily family : {ModelFamily::llama, ModelFamily::gpt2})
    for (const bool plain : {false, true})
      for (const auto& [layers, width, vocabulary, batch] :
           {std::array<int64_t, 4>{6, 32, 64, 2}, {2, 64, 1024, 1}, {8, 64, 300, 1}}) {
        const ModelConfig config = config_of(family, layers, width, vocabulary);
        const double took = static_cast<double>(measured(config, batch, 64, plain));
        const TrainingMemory guess = training_memory(config, batch, 64, plain);
        const double ratio = static_cast<double>(guess.weights + guess.activations) / took;
        CAPTURE(to_text(family), plain, layers, width, vocabulary, batch, ratio, took, guess.weights,
                guess.activations);
        CHECK(ratio >= 0.9);
        CHECK(ratio <= 1.3);
      }
}

TEST_CASE("a run that does not fit is refused with what would") {
  const ModelConfig config = config_of(ModelFamily::llama, 4, 64, 512);
  const auto need = [&](int64_t batch, int64_t context) {
    return training_memory(config, batch, context, false).total();
  };
  const auto said = [&](int64_t available) {
    return message_of([&] { check_memory(config, 8, 128, false, available); });
  };
  CHECK(said(need(8, 128)) == "(nothing was thrown)");
  CHECK(contains(said(need(8, 128) - 1), "--batch 7 would fit"));
  CHECK(contains(said(need(3, 128)), "--batch 3 would fit, and with --accumulate 3 "));
  CHECK(contains(said(need(1, 128) - 1), "--batch 1 --context 127 would fit"));
  CHECK(contains(said(need(1, 1) - 1), "a model of "));
  CHECK(contains(said(1000), "its width or its vocabulary smaller"));
}

TEST_CASE("what is available is more than nothing and less than everything") {
  CHECK(available_memory() > 1 << 20);
  CHECK(available_memory() < int64_t{1} << 50);
}
