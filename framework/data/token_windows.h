/// @file
/// Training examples cut from one long sequence of tokens.
#pragma once
#include <cstdint>
#include <span>

#include "framework/tensor/tensor.h"

namespace llmsys {

/// Inputs of a model and what it should say.
struct TokenBatch {
  Tensor inputs;   ///< (B,T) i64
  Tensor targets;  ///< i64: (B) for next_token(), (B,T) for all_tokens()
};

/// All windows of T + 1 tokens in a sequence: window i is tokens i .. i+T-1 and the token that follows. They overlap:
/// nothing is copied before it is asked for.
class TokenWindows {
 public:
  /// @param tokens   a view: the sequence must outlive this    @param context  T, how many tokens a model sees
  /// @throws ValueError if T < 1 or there are not more than T tokens
  TokenWindows(std::span<const int64_t> tokens, int64_t context);

  /// How many windows there are: tokens - T.
  [[nodiscard]] int64_t size() const { return static_cast<int64_t>(tokens_.size()) - context_; }
  /// T.
  [[nodiscard]] int64_t context() const { return context_; }

  /// For a model that sees T tokens and predicts one: inputs (B,T), targets (B) the token after each window.
  /// @param windows  B numbers in 0 .. size() - 1; B may be 0
  /// @throws IndexError
  [[nodiscard]] TokenBatch next_token(std::span<const int64_t> windows) const;
  /// For a model that predicts at every position: inputs (B,T), targets (B,T) the same shifted by one.
  /// @throws IndexError
  [[nodiscard]] TokenBatch all_tokens(std::span<const int64_t> windows) const;

 private:
  [[nodiscard]] Tensor gather(std::span<const int64_t> windows, int64_t first, int64_t length) const;

  std::span<const int64_t> tokens_;
  int64_t context_;
};

}  // namespace llmsys
