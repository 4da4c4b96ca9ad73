// `./lab bench 5`: the tokenizer on the Austen text and on random Unicode. peers/tokenizers_speed.py times the same in
// Hugging Face's package.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <functional>

#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/data/text_file.h"
#include "labs/05_tokenizer/encode_piece.h"
#include "labs/05_tokenizer/long_piece.h"
#include "labs/05_tokenizer/tokenizer.h"

namespace {

using namespace llmsys;
using namespace llmsys::lab05;

// A stub throws outside the clock: the report then says so.
void run(benchmark::State& state, const std::function<void(benchmark::State&)>& body) {
  try {
    body(state);
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

std::string austen() { return read_text(LLMSYS_SOURCE_ROOT "/datasets/text/austen_tiny.txt"); }

void append_utf8(std::string& text, uint32_t value) {
  if (value < 0x80) {
    text += static_cast<char>(value);
    return;
  }
  const int more = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;  // continuation bytes
  text += static_cast<char>((0xf00U >> more & 0xff) | value >> (6 * more));
  for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | (value >> (6 * i) & 0x3f));
}

// A mebibyte of words of random characters from all over Unicode: hardly a piece comes twice. Or the text of the file that
// LLMSYS_UNICODE_TEXT names, for comparing with a peer.
std::string random_unicode() {
  if (const char* path = std::getenv("LLMSYS_UNICODE_TEXT")) return read_text(path);
  struct Range {
    uint32_t first, size;
  };
  constexpr Range kRanges[] = {{'a', 26},   {0xe0, 23},     {0x391, 17},    {0x430, 32},
                               {0x5d0, 27}, {0x4e00, 5000}, {0xac00, 5000}, {0x1f600, 64}};
  Rng rng(5);
  std::string text;
  while (text.size() < size_t{1} << 20) {
    const Range& range = kRanges[rng.below(std::size(kRanges))];
    for (uint64_t n = 1 + rng.below(8); n > 0; --n)
      append_utf8(text, range.first + static_cast<uint32_t>(rng.below(range.size)));
    text += " ";
  }
  return text;
}

void encode(benchmark::State& state, const std::string& text) {
  Tokenizer tokenizer(train_bpe(austen(), 4096));
  size_t ids = tokenizer.encode(text).size();  // warmed up, as the peer is
  for (auto _ : state) benchmark::DoNotOptimize(ids = tokenizer.encode(text).size());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
  state.counters["bytes/id"] = static_cast<double>(text.size()) / static_cast<double>(ids);
}

void decode_austen(benchmark::State& state) {
  Tokenizer tokenizer(train_bpe(austen(), 4096));
  const std::vector<int64_t> ids = tokenizer.encode(austen());
  for (auto _ : state) benchmark::DoNotOptimize(tokenizer.decode(ids).size());
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(austen().size()));
}

void train(benchmark::State& state) {
  const std::string text = austen();
  for (auto _ : state) benchmark::DoNotOptimize(train_bpe(text, 256 + state.range(0)).merges.size());
}

using PieceEncoder = std::vector<int64_t> (*)(const BpeModel& model, std::string_view piece);

// One piece of random letters.
void encode_one(benchmark::State& state, PieceEncoder encode_it) {
  const Tokenizer tokenizer(train_bpe(austen(), 1024));
  std::string piece;
  Rng rng(6);
  while (piece.size() < static_cast<size_t>(state.range(0))) piece += static_cast<char>('a' + rng.below(26));
  for (auto _ : state) benchmark::DoNotOptimize(encode_it(tokenizer.model(), piece).size());
  state.SetBytesProcessed(state.iterations() * state.range(0));
}

void BM_train(benchmark::State& state) { run(state, train); }
void BM_encode_austen(benchmark::State& state) {
  run(state, [](benchmark::State& s) { encode(s, austen()); });
}
void BM_encode_random_unicode(benchmark::State& state) {
  run(state, [](benchmark::State& s) { encode(s, random_unicode()); });
}
void BM_decode_austen(benchmark::State& state) { run(state, decode_austen); }
void BM_encode_piece(benchmark::State& state) {
  run(state, [](benchmark::State& s) { encode_one(s, encode_piece); });
}
void BM_encode_long_piece(benchmark::State& state) {
  run(state, [](benchmark::State& s) { encode_one(s, encode_long_piece); });
}

BENCHMARK(BM_train)->Arg(4096)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_encode_austen)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_encode_random_unicode)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_decode_austen)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_encode_piece)->RangeMultiplier(4)->Range(16, 4096)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_encode_long_piece)->RangeMultiplier(4)->Range(16, 1 << 20)->Unit(benchmark::kMicrosecond);

}  // namespace
