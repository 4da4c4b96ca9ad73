// Generation with a model of 110 million numbers (12 layers, 768 wide, feed-forward 2048, 12 heads, vocabulary 32000, tied
// head), float32, beside what limits it, in turns:
//
//   decode    one token after 128, beside a plain read of as many bytes as it needs: each weight once, and what the cache holds
//   prefill   256 tokens at once, logits of the last, beside the matrix products with weights alone
//
//   generation_bench      `ratio` is the share of the limit; `best` as in framework/testing/paired_timing.h
#include <benchmark/benchmark.h>

#include <memory>
#include <optional>
#include <vector>

#include "framework/base/parallel.h"
#include "framework/tensor/raw.h"
#include "framework/testing/paired_timing.h"
#include "labs/15_flash_attention/fast_context.h"
#include "labs/16_kv_cache/kv_cache.h"
#include "programs/model/language_model.h"

namespace {

using namespace llmsys;

constexpr int64_t kPast = 128;      // tokens before the first that decode() times
constexpr int64_t kPrompt = 256;    // tokens of a prompt
constexpr int64_t kCapacity = 512;  // positions of the cache

ModelConfig config_110m() {
  ModelConfig c;
  c.family = ModelFamily::llama, c.tied = true;
  c.vocabulary = 32000, c.context = 1024, c.layers = 12, c.width = 768, c.ffn = 2048;
  c.heads = c.kv_heads = 12, c.head_size = 64;
  return c;
}

// The model with what serves it: kernels, and memory that is kept from token to token.
class Generator {
 public:
  Generator() {
    Rng rng(1);
    model_ = make_model(config_110m(), rng);
    cache_.emplace(model_->config(), 1, kCapacity);
  }

  // `tokens` tokens behind the first `past` positions that the cache holds; the logits of what comes next.
  Tensor pass(int64_t past, int64_t tokens) {
    cache_->truncate(past);
    return model_->next_logits(full({1, tokens}, 1, DType::i64), *cache_);
  }
  [[nodiscard]] const Module& model() const { return model_->module(); }
  // Numbers that the cache keeps of `tokens` tokens.
  [[nodiscard]] int64_t cached(int64_t tokens) const {
    return cache_->bytes() / static_cast<int64_t>(sizeof(float)) / kCapacity * tokens;
  }

 private:
  FastContext fast_{2};
  std::unique_ptr<LanguageModel> model_;
  std::optional<KvCache> cache_;
};

// The sum of what a thread reads, in as many sums as keep the loads from waiting.
float read_through(const float* from, int64_t n) {
  constexpr int64_t kLanes = 128;
  float lanes[kLanes] = {};
  for (int64_t i = 0; i + kLanes <= n; i += kLanes)
#pragma GCC ivdep
    for (int64_t l = 0; l < kLanes; ++l) lanes[l] += from[i + l];
  return lanes[0];
}

void decode(benchmark::State& state) {
  Generator generator;
  const Tensor buffer = zeros({generator.model().num_parameters() + generator.cached(kPast)});
  generator.pass(0, kPast);
  const auto read = [&] {
    parallel_for(buffer.numel(), 1 << 20, [from = buffer.data<float>()](int64_t begin, int64_t end) {
      benchmark::DoNotOptimize(read_through(from + begin, end - begin));
    });
  };
  testing::run_pairs(state, buffer.bytes(), read, [&] { benchmark::DoNotOptimize(generator.pass(kPast, 1)); });
  state.counters["tokens/s"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}

// The products with weights that kPrompt tokens need, and the head's for the last.
class Products {
 public:
  explicit Products(const Module& model) : weights_(model.parameters()) {
    for (const Tensor& w : weights_)
      if (w.rank() == 2) inputs_.push_back(randn({&w == &weights_.front() ? 1 : kPrompt, w.size(1)}, rng_));
  }
  void operator()() const {
    size_t i = 0;
    for (const Tensor& w : weights_)
      if (w.rank() == 2) benchmark::DoNotOptimize(raw::matmul(inputs_[i++], raw::transpose(w)));
  }

 private:
  Rng rng_{2};
  std::vector<Tensor> weights_;  // the table, which is the head, first
  std::vector<Tensor> inputs_;
};

void prefill(benchmark::State& state) {
  Generator generator;
  const Products products(generator.model());
  const auto pass = [&] { benchmark::DoNotOptimize(generator.pass(0, kPrompt)); };
  pass(), products();  // loads the library of matrix products
  const int64_t bytes = 4 * generator.model().num_parameters();
  testing::run_pairs(state, bytes, products, pass);
  state.counters["tokens/s"] = benchmark::Counter(kPrompt, benchmark::Counter::kIsIterationInvariantRate);
}

BENCHMARK(decode)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(101);
BENCHMARK(prefill)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(21);

}  // namespace
