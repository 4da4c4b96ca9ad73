// `./lab bench 0`: the bigram model at work: its loss, the bytes of its two tables, and as the label what it wrote.
#include <benchmark/benchmark.h>

#include <algorithm>

#include "autograder/00_warm_up/bigram_inputs.h"
#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/data/char_tokenizer.h"
#include "framework/data/text_file.h"
#include "framework/memory/memory_resource.h"
#include "framework/memory/peak_meter.h"
#include "labs/00_warm_up/bigram.h"

namespace {

using namespace llmsys;
using namespace llmsys::lab00;

constexpr size_t kCharacters = 240;

void write_text(benchmark::State& state) {
  const std::string novel = austen_text();
  const CharTokenizer tokenizer(novel);
  const std::vector<int64_t> tokens = tokenizer.encode(novel);
  const auto split = split_held_out(std::span<const int64_t>(tokens));
  PeakMeter meter(current_memory());
  Context mine = context();
  mine.memory = &meter;
  const ContextScope scope(mine);
  const Tensor model = bigram_probabilities(bigram_counts(split.train, tokenizer.vocabulary_size()), 0.1);  // (V,V)
  Rng rng(1);
  std::vector<double> uniforms(kCharacters);
  std::generate(uniforms.begin(), uniforms.end(), [&] { return rng.uniform(); });
  std::vector<int64_t> written = sample(model, tokenizer.id_of('\n'), uniforms);
  for (auto _ : state) benchmark::DoNotOptimize(written = sample(model, tokenizer.id_of('\n'), uniforms));
  std::string text = tokenizer.decode(written);
  std::replace(text.begin(), text.end(), '\n', ' ');
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(kCharacters));
  state.counters["peak bytes"] = static_cast<double>(meter.peak_bytes());
  state.counters["held-out nats/char"] = mean_nll(model, split.held_out);
  state.SetLabel(text);
}

void BM_babble(benchmark::State& state) {
  try {
    write_text(state);
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

BENCHMARK(BM_babble)->Unit(benchmark::kMicrosecond);

}  // namespace
