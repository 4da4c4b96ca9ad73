// Lab 06, task 6.4: packing.
#include "autograder/06_pretraining/data_inputs.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

constexpr int64_t kNoEnd = -1;

Values pack_inputs(const std::vector<std::vector<int64_t>>& documents, int64_t context, int64_t end = 0) {
  return {{"documents", lists(documents)}, {"context", context}, {"end", end}};
}

void expect_rows(int64_t tokens, int64_t context) {
  expect_right("count_rows", {{"tokens", tokens}, {"context", context}});
}

}  // namespace

LAB_TEST("6.4", "example", "three documents in rows of four: each token but the first is the target of one row") {
  expect_right("pack", pack_inputs({{5, 6, 7}, {8}, {9, 3, 4, 2, 1}}, 4));
  expect_right("pack_row", {{"window", std::vector<int64_t>{7, 0, 8, 0, 9}}, {"context", 4}, {"end", 0}});
}

LAB_TEST("6.4", "property", "no token is lost or there twice, and targets behind an end token do not count") {
  for (int i = 0; i < 30; ++i) {
    const std::vector<std::vector<int64_t>> documents = random_documents(between(rng(), 0, 8), 20, 30);
    expect_right("pack", pack_inputs(documents, between(rng(), 1, 12), i % 4 == 0 ? kNoEnd : 0));
  }
  for (int i = 0; i < 10; ++i) expect_rows(between(rng(), 0, 100), between(rng(), 1, 12));
}

LAB_TEST("6.4", "positions", "positions begin again with a row and behind an end token") {
  expect_right("pack_row", {{"window", std::vector<int64_t>{4, 4, 0, 4, 0, 0, 4, 4}}, {"context", 7}, {"end", 0}});
  for (int i = 0; i < 20; ++i) {
    std::vector<int64_t> window;
    for (int64_t n = between(rng(), 1, 13); n > 0; --n) window.push_back(between(rng(), 0, 4));
    expect_right("pack_row", {{"window", window}, {"context", 12}, {"end", i % 3 == 0 ? kNoEnd : int64_t{i % 5}}});
  }
}

LAB_TEST("6.4", "edges",
         "nothing, empty documents, one long document, rows of one token, a document with the end token") {
  for (int64_t tokens = 0; tokens < 10; ++tokens) expect_rows(tokens, 4);
  for (const int64_t end : {int64_t{0}, kNoEnd}) {
    expect_right("pack", pack_inputs({}, 3, end));
    expect_right("pack", pack_inputs({{}, {}, {}}, 3, end));
    expect_right("pack", pack_inputs({{}, {1}, {}}, 3, end));
    expect_right("pack", pack_inputs({std::vector<int64_t>(1000, 7)}, 9, end));
    expect_right("pack", pack_inputs(random_documents(4, 6, 9), 1, end));
  }
  expect_rows(3, 1'000'000'000);
  expect_error("pack", pack_inputs({{1, 2}, {3, 0, 4}}, 3), ErrorKind::value, {"token 1", "0"});
  const Values refused = student(
      "append", {{"stream", std::vector<int64_t>{5, 0}}, {"document", std::vector<int64_t>{3, 0, 4}}, {"end", 0}});
  expect_equal(refused["stream"], std::vector<int64_t>{5, 0}, "the stream behind a document that was refused");
}
