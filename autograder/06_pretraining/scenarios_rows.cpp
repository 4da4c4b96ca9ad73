// Lab 06, tasks 6.0, 6.4, 6.5 and all together.
#include <algorithm>
#include <cstring>
#include <memory>
#include <numeric>
#include <utility>

#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/scenarios.h"
#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/data/token_shards.h"
#include "framework/tensor/raw.h"
#include "labs/06_pretraining/duplicates.h"
#include "labs/06_pretraining/loader.h"
#include "labs/06_pretraining/overlap.h"
#include "labs/06_pretraining/packing.h"
#include "labs/06_pretraining/predictions.h"
#include "labs/06_pretraining/quality.h"

namespace llmsys::lab06 {
namespace {

Values bytes_measured(const Values& in) {
  const std::vector<int64_t> ids(static_cast<size_t>(in["tokens"].integer()), 0);
  return {{"bytes", static_cast<int64_t>(token_shard_bytes(ids, in["vocabulary"].integer()).size())}};
}

std::vector<int64_t> stream_of(const std::vector<std::vector<int64_t>>& documents, int64_t end) {
  std::vector<int64_t> stream;
  for (const std::vector<int64_t>& document : documents) append_document(document, end, stream);
  return stream;
}

std::vector<PackedRow> rows_of(const std::vector<int64_t>& stream, int64_t context, int64_t end) {
  std::vector<PackedRow> rows;
  const auto size = std::ssize(stream);
  for (int64_t row = 0; row < count_rows(size, context); ++row) {
    const int64_t begin = row * context, length = std::min(context + 1, size - begin);
    rows.push_back(
        pack_row(std::span(stream).subspan(static_cast<size_t>(begin), static_cast<size_t>(length)), context, end));
  }
  return rows;
}

Values targets_measured(const Values& in) {
  std::vector<std::vector<int64_t>> documents;
  for (const int64_t length : in["lengths"].integers()) documents.emplace_back(static_cast<size_t>(length), 1);
  int64_t count = 0;
  for (const PackedRow& row : rows_of(stream_of(documents, 0), in["context"].integer(), 0))
    for (const int64_t target : row.targets) count += target == kNoTarget ? 0 : 1;
  return {{"targets", count}};
}

Values row_values(const PackedRow& row) {
  return {{"tokens", row.tokens}, {"targets", row.targets}, {"positions", row.positions}};
}

// What becomes of a stream, also where the document is refused.
Values appended(const Values& in) {
  std::vector<int64_t> stream = in["stream"].integers();
  try {
    append_document(in["document"].integers(), in["end"].integer(), stream);
  } catch (const ValueError&) {}
  return {{"stream", stream}};
}

Values packed(const Values& in) {
  const int64_t end = in["end"].integer();
  const std::vector<int64_t> stream = stream_of(lists_of<int64_t>(in["documents"]), end);
  List rows;
  for (const PackedRow& row : rows_of(stream, in["context"].integer(), end)) rows.emplace_back(row_values(row));
  return {{"stream", stream}, {"rows", rows}};
}

// The tokens cut into shards of these sizes, as one sequence.
TokenShards shards_of(const Values& in) {
  const std::vector<int64_t> ids = in["ids"].integers();
  std::vector<TokenShard> shards;
  size_t from = 0;
  for (const int64_t size : in["shards"].integers()) {
    shards.emplace_back(std::span(ids).subspan(from, static_cast<size_t>(size)), in["vocabulary"].integer());
    from += static_cast<size_t>(size);
  }
  return TokenShards(std::move(shards));
}

LoaderOptions options_of(const Values& in) {
  return {.context = in["context"].integer(),
          .batch = in["batch"].integer(),
          .seed = static_cast<uint64_t>(in["seed"].integer()),
          .end = in["end"].integer(),
          .shuffle = in["shuffle"].boolean(),
          .rank = in["rank"].integer(),
          .ranks = in["ranks"].integer()};
}

LoaderState state_of(const Values& in) {
  return {.seed = static_cast<uint64_t>(in["seed"].integer()),
          .context = in["context"].integer(),
          .rows = in["rows"].integer(),
          .position = in["position"].integer()};
}

Values state_values(const LoaderState& state) {
  return {{"seed", static_cast<int64_t>(state.seed)},
          {"context", state.context},
          {"rows", state.rows},
          {"position", state.position}};
}

// Some batches, on from a state if there is one; an error of restore() is handed back with the state it left.
Values loaded(const Values& in) {
  TokenShards shards = shards_of(in);
  int64_t read = 0;
  shards.count_into(&read);
  TokenLoader loader(shards, options_of(in));
  std::string refused;
  if (const Value* state = in.find("state")) try {
      loader.restore(state_of(state->map()));
    } catch (const ValueError& error) {
      refused = error.what();
    }
  std::vector<Tensor> tokens = {empty({0, in["context"].integer()}, DType::i64)}, targets = tokens;
  for (int64_t n = in["steps"].integer(); n > 0; --n) {
    const Batch batch = loader.next();
    tokens.push_back(batch.tokens);
    targets.push_back(batch.targets);
  }
  return {{"tokens", raw::cat(tokens, 0)},
          {"targets", raw::cat(targets, 0)},
          {"state", state_values(loader.state())},
          {"read", read},
          {"refused", refused}};
}

// Where a loader stands behind a batch of all rows, of which the last cannot be read.
Values broken_loaded(const Values& in) {
  const std::vector<int64_t> ids = in["ids"].integers();
  std::string bytes = token_shard_bytes(ids, in["vocabulary"].integer());
  bytes.back() = '\xff';  // an id that the vocabulary has not
  const std::shared_ptr<std::byte> data(new std::byte[bytes.size()], std::default_delete<std::byte[]>());
  std::memcpy(data.get(), bytes.data(), bytes.size());
  TokenLoader loader(TokenShards({TokenShard(SharedBytes{data, bytes.size()}, "a broken shard")}), options_of(in));
  std::string refused;
  try {
    loader.next();
  } catch (const IoError& error) {
    refused = error.what();
  }
  return {{"position", loader.state().position}, {"refused", refused}};
}

Values rows_asked(const Values& in) {
  const TokenLoader loader(shards_of(in), options_of(in));
  std::vector<int64_t> rows;
  for (const int64_t position : in["positions"].integers()) rows.push_back(loader.row_at(position));
  return {{"rows", rows}};
}

// From pages to batches: filtered, deduplicated, decontaminated, one token a byte.
Values together(const Values& in) {
  std::vector<std::string> kept;
  for (const std::string& page : texts_of(in["pages"]))
    if (broken_rules(measure(page), gopher_limits()).empty()) kept.push_back(page);
  const std::vector<size_t> first = find_duplicates(kept);
  std::vector<std::string> unique;
  for (size_t i = 0; i < kept.size(); ++i)
    if (first[i] == i) unique.push_back(kept[i]);
  std::vector<int64_t> stream;
  List clean;
  const std::vector<Overlap> overlaps = decontaminate(unique, texts_of(in["benchmark"])).training;
  for (size_t i = 0; i < unique.size(); ++i) {
    if (std::any_of(overlaps.begin(), overlaps.end(), [i](const Overlap& one) { return one.document == i; })) continue;
    clean.emplace_back(unique[i]);
    std::vector<int64_t> ids;
    for (const char byte : unique[i]) ids.push_back(static_cast<unsigned char>(byte));
    append_document(ids, 256, stream);
  }
  TokenLoader loader(TokenShards({TokenShard(stream, 257)}), {.context = 32, .batch = 2, .seed = 3, .end = 256});
  std::vector<Tensor> tokens;
  for (int64_t step = 0; 2 * step < loader.rows(); ++step) tokens.push_back(loader.next().tokens);
  return {{"clean", clean}, {"rows", loader.rows()}, {"tokens", raw::cat(tokens, 0)}};
}

void add_prediction_scenarios(ScenarioTable& table) {
  table.add("predict_shard_bytes", [](const Values& in) -> Values {
    return {{"bytes", predict_shard_bytes(in["tokens"].integer(), in["vocabulary"].integer())}};
  });
  table.add("predict_targets", [](const Values& in) -> Values {
    const std::vector<int64_t> lengths = in["lengths"].integers();
    return {
        {"targets", predict_targets(std::accumulate(lengths.begin(), lengths.end(), int64_t{0}), std::ssize(lengths))}};
  });
  table.add("predict_candidate_share", [](const Values& in) -> Values {
    return {{"share", predict_candidate_share(in["s"].number(), in["bands"].integer(), in["rows"].integer())}};
  });
  table.add("measured_shard_bytes", bytes_measured);
  table.add("measured_targets", targets_measured);
}

}  // namespace

void add_row_scenarios(ScenarioTable& table) {
  add_prediction_scenarios(table);
  table.add("count_rows", [](const Values& in) -> Values {
    return {{"rows", count_rows(in["tokens"].integer(), in["context"].integer())}};
  });
  table.add("pack_row", [](const Values& in) -> Values {
    return row_values(pack_row(in["window"].integers(), in["context"].integer(), in["end"].integer()));
  });
  table.add("append", appended);
  table.add("pack", packed);
  table.add("row_at", rows_asked);
  table.add("load", loaded);
  table.add("load_broken", broken_loaded);
  table.add("together", together);
}

}  // namespace llmsys::lab06
