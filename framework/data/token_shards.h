/// @file
/// Token ids on disk: written once, in a stream, and looked at in place by every run that trains on them.
///
/// A shard is a file of little-endian numbers:
///
///     byte 0   "LLMTOKEN"
///          8   u32  version, 1
///         12   u32  bytes of a token: 2 or 4
///         16   u64  tokens of the vocabulary, 1 to 2^31
///         24   u64  count: tokens of this shard
///         32   count tokens, u16 where the vocabulary has at most 65,536 of them, else u32
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "framework/io/atomic_file.h"
#include "framework/io/shared_bytes.h"

namespace llmsys {

/// Bytes before the first token of a shard.
inline constexpr int64_t kTokenShardHeader = 32;

/// Bytes of a token in a shard: 2 if the vocabulary has at most 65,536 tokens, else 4.
/// @throws ValueError unless 1 <= vocabulary <= 2^31
int64_t bytes_per_token(int64_t vocabulary);

/// Writes a shard, however long it becomes, in little memory. As with AtomicFile, a file of that name is replaced by
/// commit(), in one step; before that, or if anything fails, nothing has happened.
class TokenShardWriter {
 public:
  /// @param vocabulary  ids are 0 .. vocabulary - 1
  /// @throws ValueError unless 1 <= vocabulary <= 2^31, IoError as AtomicFile
  TokenShardWriter(const std::string& path, int64_t vocabulary);

  /// Appends ids.
  /// @throws ValueError for one that is not in the vocabulary: it names id and place, and none of `ids` is written
  void append(std::span<const int64_t> ids);
  /// How many were appended.
  [[nodiscard]] int64_t size() const { return count_; }
  /// Makes the file. Nothing may be appended afterwards.  @throws IoError as AtomicFile
  void commit();

 private:
  void flush();

  AtomicFile file_;
  int64_t vocabulary_;
  int64_t count_ = 0;
  std::string waiting_;  // bytes not yet written
};

/// A whole shard as bytes, for data that never was a file.
/// @throws ValueError as TokenShardWriter
std::string token_shard_bytes(std::span<const int64_t> ids, int64_t vocabulary);

/// One shard, mapped into memory: its tokens are read from the disk when they are looked at.
class TokenShard {
 public:
  /// Maps a file.  @throws IoError if it is missing, cut off, or no shard
  explicit TokenShard(const std::string& path);
  /// Over bytes that are in memory.  @param name  for messages
  /// @throws IoError as above
  TokenShard(SharedBytes bytes, std::string name);
  /// As token_shard_bytes(): in memory, without a file.  @throws ValueError as there
  TokenShard(std::span<const int64_t> ids, int64_t vocabulary);

  /// How many tokens it has.
  [[nodiscard]] int64_t size() const { return count_; }
  /// How many the vocabulary has.
  [[nodiscard]] int64_t vocabulary() const { return vocabulary_; }
  /// The file's name.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Fills `ids` with tokens begin, begin + 1, ...
  /// @throws IndexError beyond the end, IoError for a token that is not in the vocabulary
  void copy(int64_t begin, std::span<int64_t> ids) const;

 private:
  SharedBytes bytes_;
  std::string name_;
  int64_t vocabulary_ = 0;
  int64_t count_ = 0;
};

/// Several shards as one sequence.
/// @code
///   const TokenShards shards({"train_0.tokens", "train_1.tokens"});
///   std::vector<int64_t> window(257);
///   shards.copy(1000, window);  // tokens 1000 to 1256
/// @endcode
class TokenShards {
 public:
  /// Maps the files, in that order.
  /// @throws ValueError if there are none, IoError as TokenShard and if their vocabularies differ
  explicit TokenShards(const std::vector<std::string>& paths);
  /// Those shards, in that order.  @throws as above
  explicit TokenShards(std::vector<TokenShard> shards);

  /// Tokens of all shards.
  [[nodiscard]] int64_t size() const { return ends_.back(); }
  /// How many the vocabulary has.
  [[nodiscard]] int64_t vocabulary() const { return shards_.front().vocabulary(); }
  /// Fills `ids` with tokens begin, begin + 1, ...; a shard's end does not matter.
  /// @throws IndexError beyond the end, IoError for a token that is not in the vocabulary
  void copy(int64_t begin, std::span<int64_t> ids) const;
  /// From now on adds to `tokens` how many are read: what tests count. Null ends it.
  void count_into(int64_t* tokens) { tokens_read_ = tokens; }

 private:
  std::vector<TokenShard> shards_;
  std::vector<int64_t> ends_;  // of each shard, in the sequence
  int64_t* tokens_read_ = nullptr;
};

}  // namespace llmsys
