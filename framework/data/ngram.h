/// @file
/// The n-gram model: what a language model has to beat before it is worth its GPU.
#pragma once
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace llmsys {

/// Counts of all runs of up to N tokens, smoothed by Witten-Bell interpolation. Say h is a history and h' the same without
/// its oldest token, c() counts how often a run occurs in the training text, and d(h) how many *different* tokens follow h:
///
///     p(w | h) = (c(h w) + d(h) p(w | h')) / (c(h) + d(h)),     with 1 / V in place of p(w | h') for the empty h
///
/// So d(h) counts are added and shared out as the shorter history would: much where many different tokens follow h,
/// little where one nearly always does. After a history that never occurred, the shorter one's answer stands.
/// Witten and Bell 1991, "The zero-frequency problem", IEEE Trans. Inf. Theory 37(4), method C; as interpolation in Chen
/// and Goodman 1998, "An empirical study of smoothing techniques for language modeling", TR-10-98, sec. 2.5.
class NgramModel {
 public:
  /// Counts.
  /// @param tokens      the training text, each in 0 .. vocabulary - 1; may be empty
  /// @param vocabulary  V
  /// @param order       N, the longest run: a token is predicted from up to N - 1 before it
  /// @throws ValueError if order or vocabulary is below 1, or V^N is beyond 2^63; IndexError if a token is out of range
  NgramModel(std::span<const int64_t> tokens, int64_t vocabulary, int order);

  /// N.
  [[nodiscard]] int order() const { return static_cast<int>(counts_.size()); }
  /// p(next | history), from the last order - 1 tokens of the history or as many as there are. The sum over all V tokens is 1.
  /// @param order  1 .. N: a shorter run than was counted; 0 means N
  /// @throws IndexError if a token or the order is out of range
  [[nodiscard]] double probability(std::span<const int64_t> history, int64_t next, int order = 0) const;
  /// Mean of -ln p over a text, each token after those before it: nats a token; 0 for an empty text.
  /// @throws as probability()
  [[nodiscard]] double loss(std::span<const int64_t> tokens, int order = 0) const;

 private:
  // A run of n tokens is the number with these digits in base V.
  struct History {
    int64_t count = 0;      // runs that begin with it: c(h)
    int64_t followers = 0;  // different ones: d(h)
  };
  struct Counts {
    std::unordered_map<int64_t, int64_t> runs;       // c(h w), by h w
    std::unordered_map<int64_t, History> histories;  // by h
  };
  void count(std::span<const int64_t> tokens, int length);
  void check_token(int64_t token) const;

  int64_t vocabulary_;
  std::vector<Counts> counts_;  // [n - 1]: of runs of n tokens
};

}  // namespace llmsys
