#include "programs/pretrain/rows.h"

#include <algorithm>

#include "framework/tensor/raw.h"

namespace llmsys {

lab06::Batch batch_of(const TokenShards& tokens, std::span<const int64_t> rows, int64_t context) {
  const auto B = static_cast<int64_t>(rows.size());
  const auto T = static_cast<size_t>(context);
  std::vector<int64_t> inputs, targets, row(T + 1);
  for (const int64_t number : rows) {
    tokens.copy(number * context, row);
    inputs.insert(inputs.end(), row.begin(), row.end() - 1);
    targets.insert(targets.end(), row.begin() + 1, row.end());
  }
  return {from_vector(inputs, {B, context}), from_vector(targets, {B, context})};
}

int64_t rows_in(const TokenShards& tokens, int64_t context) {
  return std::max<int64_t>(0, tokens.size() - 1) / context;
}

}  // namespace llmsys
