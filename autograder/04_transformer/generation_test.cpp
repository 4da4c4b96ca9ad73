// A model with a cache says what it says without one.
#include "framework/autograd/grad_mode.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/raw.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/04_transformer/gpt2.h"
#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/llama.h"
#include "labs/15_flash_attention/flash_attention.h"
#include "labs/16_kv_cache/kv_cache.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

ModelConfig config_of(ModelFamily family) {
  ModelConfig c;
  c.family = family;
  c.vocabulary = 50, c.context = 40, c.layers = 3, c.width = 24, c.heads = 4, c.head_size = 6, c.ffn = 40;
  c.kv_heads = family == ModelFamily::llama ? 2 : 4;
  return c;
}

// Logits of 20 tokens at once, and in pieces of these lengths through a cache: the largest difference.
template <class Model>
void check_pieces(Model& model, const std::vector<int64_t>& pieces) {
  const GradMode none(false);
  Rng rng(4);
  std::vector<int64_t> ids(40);
  for (int64_t& id : ids) id = static_cast<int64_t>(rng.below(50));
  const Tensor tokens = from_vector(ids, {2, 20}), want = model(tokens);
  KvCache cache(model.config(), 2, 20);
  int64_t at = 0;
  for (const int64_t length : pieces) {
    const Tensor got = model.logits(raw::slice(tokens, 1, at, at + length), cache);
    const Comparison result = compare(got, raw::slice(want, 1, at, at + length), {.atol = 1e-5, .rtol = 1e-5});
    INFO(to_text(result));
    CHECK(result.ok());
    at += length;
    CHECK(cache.start() == at);
  }
}

}  // namespace

TEST_CASE("logits through a cache are those of the whole sequence, by formulas and by kernels") {
  Registry fused = framework_registry();
  lab04::register_lab04(fused);
  lab15::register_lab15(fused);
  for (const Registry* registry : std::initializer_list<const Registry*>{&framework_registry(), &fused}) {
    Context here = context();
    here.registry = registry;
    const ContextScope scope(here);
    Rng rng(1);
    Llama llama(config_of(ModelFamily::llama), rng);
    Gpt2 gpt2(config_of(ModelFamily::gpt2), rng);
    const std::vector<int64_t> ones(20, 1);
    for (const std::vector<int64_t>& pieces : {ones, {20}, {7, 1, 12}, {1, 19}}) {
      check_pieces(llama, pieces);
      check_pieces(gpt2, pieces);
    }
  }
}

TEST_CASE("a cache that is cut back goes on from there, and says when it is full") {
  const GradMode none(false);
  Rng rng(1);
  Llama model(config_of(ModelFamily::llama), rng);
  KvCache cache(model.config(), 1, 5);
  CHECK(cache.bytes() == 2 * 3 * 1 * 2 * 5 * 6 * 4);
  const Tensor four = from_vector(std::vector<int64_t>{1, 2, 3, 4}, {1, 4}), last = raw::slice(four, 1, 3, 4);
  const Tensor want = raw::slice(model.logits(four, cache), 1, 3, 4);
  cache.truncate(3);
  CHECK(compare(model.logits(last, cache), want, {.atol = 1e-6, .rtol = 1e-5}).ok());
  CHECK(contains(message_of([&] { static_cast<void>(model.logits(four, cache)); }),
                 "[KvCache] holds 4 of 5 positions, 4 more do not fit"));
  CHECK(contains(message_of([&] { cache.truncate(5); }), "holds 4 positions, cannot keep 5"));
}
