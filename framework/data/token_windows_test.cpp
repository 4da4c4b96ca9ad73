#include "framework/data/token_windows.h"

#include <vector>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/test.h"

using namespace llmsys;
using llmsys::testing::require_equal;

namespace {

Tensor ids(std::initializer_list<double> values, const Shape& shape) { return from_values(values, shape, DType::i64); }

const std::vector<int64_t> kTokens = {10, 11, 12, 13, 14, 15};

}  // namespace

TEST_CASE("next_token gives windows and the token after each") {
  const TokenWindows windows(kTokens, 3);
  CHECK(windows.size() == 3);
  CHECK(windows.context() == 3);
  const TokenBatch batch = windows.next_token(std::vector<int64_t>{2, 0, 2});
  require_equal(batch.inputs, ids({12, 13, 14, 10, 11, 12, 12, 13, 14}, {3, 3}));
  require_equal(batch.targets, ids({15, 13, 15}, {3}));
}

TEST_CASE("all_tokens gives windows and the same shifted by one") {
  const TokenBatch batch = TokenWindows(kTokens, 3).all_tokens(std::vector<int64_t>{1, 2});
  require_equal(batch.inputs, ids({11, 12, 13, 12, 13, 14}, {2, 3}));
  require_equal(batch.targets, ids({12, 13, 14, 13, 14, 15}, {2, 3}));
}

TEST_CASE("an empty batch has no rows, a context of 1 and one window are enough") {
  const TokenWindows windows(kTokens, 5);
  CHECK(windows.size() == 1);
  CHECK(windows.next_token({}).inputs.shape() == Shape{0, 5});
  CHECK(windows.next_token({}).targets.shape() == Shape{0});
  CHECK(windows.all_tokens({}).targets.shape() == Shape{0, 5});
  require_equal(TokenWindows(kTokens, 1).next_token(std::vector<int64_t>{4}).targets, ids({15}, {1}));
}

TEST_CASE("windows check their arguments") {
  CHECK_THROWS_AS(TokenWindows(kTokens, 0), ValueError);
  CHECK_THROWS_AS(TokenWindows(kTokens, 6), ValueError);
  const TokenWindows windows(kTokens, 3);
  CHECK_THROWS_AS(windows.next_token(std::vector<int64_t>{3}), IndexError);
  CHECK_THROWS_AS(windows.all_tokens(std::vector<int64_t>{-1}), IndexError);
}
