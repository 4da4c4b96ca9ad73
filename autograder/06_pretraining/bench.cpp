// `./lab bench 6`: filters, duplicates, overlaps, masks and the loader on the Austen text.
#include <benchmark/benchmark.h>

#include <functional>

#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/data/text_file.h"
#include "labs/06_pretraining/duplicates.h"
#include "labs/06_pretraining/loader.h"
#include "labs/06_pretraining/overlap.h"
#include "labs/06_pretraining/personal_data.h"
#include "labs/06_pretraining/quality.h"

namespace {

using namespace llmsys;
using namespace llmsys::lab06;

// A stub throws outside the clock: the report then says so.
void run(benchmark::State& state, const std::function<void()>& body, int64_t bytes) {
  try {
    body();
    for (auto _ : state) body();
    state.SetBytesProcessed(state.iterations() * bytes);
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

std::string austen() { return read_text(LLMSYS_SOURCE_ROOT "/datasets/text/austen_tiny.txt"); }

// The text in pages of about 4 kB.
std::vector<std::string> pages() {
  const std::string all = austen();
  std::vector<std::string> out;
  for (size_t at = 0; at < all.size(); at += 4096) out.push_back(all.substr(at, 4096));
  return out;
}

void BM_quality(benchmark::State& state) {
  const std::vector<std::string> documents = pages();
  run(
      state,
      [&] {
        for (const std::string& page : documents)
          benchmark::DoNotOptimize(broken_rules(measure(page), gopher_limits()).size());
      },
      std::ssize(austen()));
}

void BM_find_duplicates(benchmark::State& state) {
  const std::vector<std::string> documents = pages();
  run(
      state, [&] { benchmark::DoNotOptimize(find_duplicates(documents).size()); }, std::ssize(austen()));
}

void BM_decontaminate(benchmark::State& state) {
  const std::vector<std::string> documents = pages(), questions(documents.begin(), documents.begin() + 10);
  run(
      state, [&] { benchmark::DoNotOptimize(decontaminate(documents, questions).training.size()); },
      std::ssize(austen()));
}

void BM_masked(benchmark::State& state) {
  const std::string words = austen();
  run(
      state, [&] { benchmark::DoNotOptimize(masked(words).size()); }, std::ssize(words));
}

// Bytes are tokens here: 2 each.
void BM_loader(benchmark::State& state) {
  std::vector<int64_t> ids;
  Rng rng(1);
  for (int i = 0; i < 10'000'000; ++i) ids.push_back(static_cast<int64_t>(rng.below(50'257)));
  TokenLoader loader(TokenShards({TokenShard(ids, 50'257)}), {.context = 1024, .batch = 16, .seed = 1, .end = 0});
  run(
      state, [&] { benchmark::DoNotOptimize(loader.next().tokens.numel()); }, int64_t{16} * 1024 * 2);
  state.SetItemsProcessed(state.iterations() * 16 * 1024);
}

BENCHMARK(BM_quality)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_find_duplicates)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_decontaminate)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_masked)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_loader)->Unit(benchmark::kMicrosecond);

}  // namespace
