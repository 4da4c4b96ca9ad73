// Tasks 6.4 and 6.5, by hand: all rows are made first, and all epochs that are asked for.
#include <algorithm>
#include <map>

#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/reference/parts.h"
#include "framework/data/permutation.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab06::reference {
namespace {

constexpr int64_t kNoTarget = -100, kNoEnd = -1;

// The beginnings of rows: each needs a target.
std::vector<int64_t> rows_of(int64_t tokens, int64_t context, Mistake mistake) {
  std::vector<int64_t> begins;
  const int64_t last = mistake == Mistake::rest_dropped ? tokens - context : tokens - 1;
  for (int64_t begin = 0; begin < last; begin += context) begins.push_back(begin);
  if (mistake == Mistake::rows_apart && tokens > 1 && (tokens - 1) % context == 0) begins.push_back(tokens - 1);
  return begins;
}

std::vector<int64_t> part_of(const std::vector<int64_t>& stream, int64_t begin, int64_t context) {
  const int64_t end = std::min(begin + context + 1, std::ssize(stream));
  return {stream.begin() + begin, stream.begin() + end};
}

// What a loader's inputs say, worked out.
struct Rows {
  explicit Rows(const Values& in, Mistake mistake)
      : ids(in["ids"].integers()),
        begins(rows_of(std::ssize(ids), in["context"].integer(), Mistake::none)),
        seed(static_cast<uint64_t>(in["seed"].integer())),
        shuffle(in["shuffle"].boolean()),
        same_order(mistake == Mistake::same_order) {}

  int64_t row_at(int64_t position) const {
    const int64_t n = std::ssize(begins), epoch = position / n, place = position - epoch * n;
    return shuffle ? Permutation(n, seed, same_order ? 0 : epoch)[place] : place;
  }

  std::vector<int64_t> ids, begins;
  uint64_t seed;
  bool shuffle, same_order;
};

}  // namespace

Values count_rows(const Values& in, Mistake mistake) {
  return {{"rows", std::ssize(rows_of(in["tokens"].integer(), in["context"].integer(), mistake))}};
}

Values pack_row(const Values& in, Mistake mistake) {
  const std::vector<int64_t> window = in["window"].integers();
  const int64_t end = in["end"].integer();
  const auto T = static_cast<size_t>(in["context"].integer());
  std::vector<int64_t> tokens, targets, positions;
  int64_t position = 0;
  for (size_t i = 0; i < T; ++i) {
    const bool there = i < window.size(), ends = there && end != kNoEnd && window[i] == end;
    tokens.push_back(there ? window[i] : end == kNoEnd ? 0 : end);
    bool counts = i + 1 < window.size() && (!ends || mistake == Mistake::crosses);
    if (mistake == Mistake::end_silent && counts && window[i + 1] == end) counts = false;
    targets.push_back(counts ? window[i + 1] : kNoTarget);
    if (mistake == Mistake::restarts_early && ends) position = 0;
    positions.push_back(there ? position : 0);
    const bool restarts = ends && mistake != Mistake::never_restarts && mistake != Mistake::restarts_early;
    position = restarts ? 0 : position + 1;
  }
  return {{"tokens", tokens}, {"targets", targets}, {"positions", positions}};
}

Values pack(const Values& in, Mistake mistake) {
  std::vector<int64_t> stream;
  for (const std::vector<int64_t>& document : lists_of<int64_t>(in["documents"])) {
    if (document.empty()) continue;
    stream.insert(stream.end(), document.begin(), document.end());
    if (in["end"].integer() != kNoEnd) stream.push_back(in["end"].integer());
  }
  List rows;
  for (const int64_t begin : rows_of(std::ssize(stream), in["context"].integer(), mistake))
    rows.emplace_back(pack_row(
        {{"window", part_of(stream, begin, in["context"].integer())}, {"context", in["context"]}, {"end", in["end"]}},
        mistake));
  return {{"stream", stream}, {"rows", rows}};
}

Values row_at(const Values& in, Mistake mistake) {
  const Rows rows(in, mistake);
  std::vector<int64_t> found;
  for (const int64_t position : in["positions"].integers()) found.push_back(rows.row_at(position));
  return {{"rows", found}};
}

Values load(const Values& in, Mistake mistake) {
  Values with_seed = in;
  int64_t position = 0;
  if (const Value* state = in.find("state")) {
    with_seed.set("seed", state->map()["seed"]);
    position = state->map()["position"].integer();
  }
  const Rows rows(with_seed, mistake);
  const int64_t B = in["batch"].integer(), W = in["ranks"].integer(), rank = in["rank"].integer(),
                T = in["context"].integer();
  std::vector<int64_t> tokens, targets;
  for (int64_t step = 0; step < in["steps"].integer(); ++step) {
    for (int64_t b = 0; b < B; ++b) {
      const int64_t place = mistake == Mistake::interleaved ? rank + b * W : rank * B + b;
      const int64_t begin = rows.begins[static_cast<size_t>(rows.row_at(position + place))];
      const Values row =
          pack_row({{"window", part_of(rows.ids, begin, T)}, {"context", T}, {"end", in["end"]}}, Mistake::none);
      for (const int64_t token : row["tokens"].integers()) tokens.push_back(token);
      for (const int64_t target : row["targets"].integers()) targets.push_back(target);
    }
    position += mistake == Mistake::own_position ? B : B * W;
  }
  return {
      {"tokens", raw::reshape(from_vector(tokens), {-1, T})},
      {"targets", raw::reshape(from_vector(targets), {-1, T})},
      {"state",
       Values{{"seed", with_seed["seed"]}, {"context", T}, {"rows", std::ssize(rows.begins)}, {"position", position}}}};
}

}  // namespace llmsys::lab06::reference
