// Lab 06, task 6.5: the loader.
#include <algorithm>

#include "autograder/06_pretraining/data_inputs.h"
#include "autograder/judge/counters.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

int64_t rows_of(const Values& in) {
  const auto tokens = static_cast<int64_t>(in["ids"].integers().size());
  return (tokens - 2) / in["context"].integer() + 1;
}

Values saved(const Values& in, int64_t position) {
  return {{"seed", in["seed"]}, {"context", in["context"]}, {"rows", rows_of(in)}, {"position", position}};
}

}  // namespace

LAB_TEST("6.5", "example", "without a shuffle a batch has the next rows, and behind the last comes the first") {
  Values in = with(loader_inputs(23, 4, 2), {{"shuffle", false}, {"steps", 7}});
  expect_right("load", in);
  expect_right("load", with(in, {{"batch", 1}, {"end", -1}}));
  expect_right("row_at", with(in, {{"positions", std::vector<int64_t>{0, 1, 5, 6, 7, 12, 600}}}));
}

LAB_TEST("6.5", "epoch", "an epoch has every row once, in an order of its own") {
  for (int i = 0; i < 6; ++i) {
    Values in = loader_inputs(between(rng(), 2, 300), between(rng(), 1, 9), 1);
    const int64_t n = rows_of(in);
    std::vector<int64_t> positions, all;
    for (int64_t position = 0; position < 3 * n; ++position) positions.push_back(position);
    for (int64_t row = 0; row < n; ++row) all.push_back(row);
    in.set("positions", positions);
    std::vector<int64_t> rows = student("row_at", in)["rows"].integers();
    expect(std::ssize(rows) == 3 * n, "a row for each position");
    for (int64_t epoch = 0; epoch < 3; ++epoch) {
      std::vector<int64_t> sorted(rows.begin() + epoch * n, rows.begin() + (epoch + 1) * n);
      std::sort(sorted.begin(), sorted.end());
      expect_equal(sorted, all, "rows of an epoch, sorted");
    }
    expect_right("row_at", in);
  }
}

LAB_TEST("6.5", "ranks", "what several ranks draw together is what one rank draws, in the same order") {
  for (const int64_t ranks : {2, 3, 5}) {
    const Values in = loader_inputs(between(rng(), 20, 200), 6, 2);
    const Values one = student("load", with(in, {{"batch", 2 * ranks}, {"steps", 4}}));
    for (int64_t rank = 0; rank < ranks; ++rank) {
      const Values mine = with(in, {{"rank", rank}, {"ranks", ranks}, {"steps", 4}});
      expect_right("load", mine);
      const Tensor tokens = raw::reshape(one["tokens"].tensor(), {4, ranks, 2, 6});
      expect_equal(student("load", mine)["tokens"],
                   raw::reshape(raw::contiguous(raw::slice(tokens, 1, rank, rank + 1)), {8, 6}), "tokens of a rank");
    }
  }
}

LAB_TEST("6.5", "resume", "a loader goes on from any step of any epoch as if it had never stopped, and at once") {
  for (int i = 0; i < 8; ++i) {
    const Values in = loader_inputs(between(rng(), 10, 120), 5, between(rng(), 1, 4));
    const int64_t steps = i == 0 ? 0 : between(rng(), 0, 40);
    const Values before = student("load", with(in, {{"steps", steps}}));
    const Values on = with(in, {{"seed", 0}, {"state", before["state"]}, {"steps", 6}});
    expect_right("load", on);
    const Tensor all = student("load", with(in, {{"steps", steps + 6}}))["tokens"].tensor();
    expect_equal(student("load", on)["tokens"],
                 raw::contiguous(raw::slice(all, 0, steps * in["batch"].integer(), all.size(0))),
                 "tokens behind the resume");
    expect_right("load", with(on, {{"batch", 3}, {"rank", 1}, {"ranks", 2}}));  // with another number of ranks
  }
  const Values in = loader_inputs(100, 5, 2);
  expect_right("load", with(in, {{"state", saved(in, int64_t{1} << 50)}, {"steps", 2}}));
}

LAB_TEST("6.5", "edges", "a state of other data is refused and changes nothing; a batch may be larger than an epoch") {
  const Values in = with(loader_inputs(41, 5, 8), {{"steps", 2}});
  for (const Values& wrong : {Values{{"context", 4}}, Values{{"rows", 9}}, Values{{"position", -1}}}) {
    const Values got = student("load", with(in, {{"state", with(saved(in, 6), wrong)}}));
    expect(!got["refused"].bytes().empty(),
           "a state that does not fit is a ValueError, but it was taken: " + to_text(Value(with(saved(in, 6), wrong))));
    expect_equal(got["tokens"], reference::answer("load", in)["tokens"], "tokens after a refused state");
  }
  expect_right("load", with(in, {{"batch", 20}, {"steps", 2}}));
  expect_right("load", with(loader_inputs(2, 5, 2), {{"steps", 2}}));
  const Values broken = student("load_broken", with(in, {{"vocabulary", 50}, {"ids", std::vector<int64_t>(41, 7)}}));
  expect(!broken["refused"].bytes().empty(), "a batch whose shard is broken is an IoError, but none was thrown");
  expect_equal(broken["position"], 0, "where a loader stands whose batch could not be read");
}

LAB_TEST("6.5", "reads", "a batch reads its own rows and nothing else, also after a resume") {
  const Values in = loader_inputs(2000, 20, 4);
  double read = 0;
  for (const int64_t position : {int64_t{0}, int64_t{1} << 40}) {
    const Values asked = with(in, {{"state", saved(in, position)}, {"steps", 10}});
    expect_right("load", asked);
    read += student("load", asked)["read"].number();
  }
  score_counter("tokens read, for each of a row's T + 1", read / (2 * 10 * 4 * 21),
                {.best = 1, .worst = 4, .possible = 0.95, .emulated = false});
}
