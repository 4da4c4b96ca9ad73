/// @file
/// What is done with bytes that a fuzzer made up; fuzz.sh makes programs of it, pieces_test.cpp and token_shards_test.cpp
/// tests.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "framework/base/error.h"
#include "framework/data/pieces.h"
#include "framework/data/token_shards.h"
#include "framework/io/detail/fuzz_support.h"

namespace llmsys::detail {

/// Cuts the bytes into pieces, by each rule: none is empty, and a certain one is the same at any end behind it. Aborts on
/// anything else.
inline int fuzz_pieces(const uint8_t* data, size_t size) {
  for (const SplitRule rule : {SplitRule::gpt2, SplitRule::gpt2_digits, SplitRule::llama3}) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    while (!rest.empty()) {
      const Piece piece = first_piece(rest, rule);
      if (piece.length == 0 || piece.length > rest.size()) std::abort();
      for (size_t end = piece.length; end < rest.size() && end < piece.length + 12; ++end) {
        const Piece shorter = first_piece(rest.substr(0, end), rule);
        if (shorter.certain && shorter.length != piece.length) std::abort();
      }
      rest.remove_prefix(piece.length);
    }
  }
  return 0;
}

/// Reads the bytes as a token shard: an IoError, or ids that are all in the vocabulary. Aborts on anything else.
inline int fuzz_token_shard(const uint8_t* data, size_t size) {
  try {
    const TokenShard shard(copy_of(data, size), "fuzz");
    std::vector<int64_t> ids(static_cast<size_t>(shard.size()));
    shard.copy(0, ids);
    for (const int64_t id : ids) require(id >= 0 && id < shard.vocabulary());
  } catch (const IoError&) {  // refused
  }
  return 0;
}

}  // namespace llmsys::detail
