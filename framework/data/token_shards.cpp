#include "framework/data/token_shards.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "framework/base/error.h"
#include "framework/io/detail/byte_reader.h"
#include "framework/io/detail/messages.h"

namespace llmsys {
namespace {

constexpr std::string_view kMagic = "LLMTOKEN";
constexpr uint32_t kVersion = 1;
constexpr int64_t kMostTokens = int64_t{1} << 31;  // of a vocabulary
constexpr size_t kWriteTokens = size_t{1} << 15;   // at once

template <class T>
void put(std::string& bytes, T number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::string header_of(int64_t vocabulary, int64_t count) {
  std::string bytes(kMagic);
  put(bytes, kVersion);
  put(bytes, static_cast<uint32_t>(bytes_per_token(vocabulary)));
  put(bytes, static_cast<uint64_t>(vocabulary));
  put(bytes, static_cast<uint64_t>(count));
  return bytes;
}

// @param first  the place of ids[0], for messages
void check_ids(std::span<const int64_t> ids, int64_t first, int64_t vocabulary) {
  for (size_t i = 0; i < ids.size(); ++i)
    LLMSYS_CHECK(ValueError, ids[i] >= 0 && ids[i] < vocabulary, "[TokenShardWriter] token ",
                 first + static_cast<int64_t>(i), " is id ", ids[i], ", but the vocabulary has ", vocabulary,
                 ": were they encoded with another one?");
}

void put_ids(std::string& bytes, std::span<const int64_t> ids, int64_t vocabulary) {
  const bool narrow = bytes_per_token(vocabulary) == 2;
  for (const int64_t id : ids) {
    if (narrow) put(bytes, static_cast<uint16_t>(id));
    if (!narrow) put(bytes, static_cast<uint32_t>(id));
  }
}

SharedBytes shared(const std::string& bytes) {
  SharedBytes out{.data = {new std::byte[bytes.size()], [](const std::byte* first) { delete[] first; }},
                  .size = bytes.size()};
  std::memcpy(out.data.get(), bytes.data(), bytes.size());
  return out;
}

struct Header {
  int64_t vocabulary, count;
};

Header read_header(const SharedBytes& bytes) {
  detail::ByteReader reader(detail::view_of(bytes));
  LLMSYS_CHECK(IoError, reader.take(kMagic.size(), "the header") == kMagic,
               "it does not begin with LLMTOKEN: not a file of tokens");
  const auto version = reader.number<uint32_t>("the header");
  LLMSYS_CHECK(IoError, version == kVersion, "it is of version ", version, ", this program reads version ", kVersion);
  const auto width = reader.number<uint32_t>("the header");
  const auto vocabulary = reader.number<uint64_t>("the header"), count = reader.number<uint64_t>("the header");
  LLMSYS_CHECK(IoError, vocabulary >= 1 && vocabulary <= uint64_t{kMostTokens}, "its vocabulary has ", vocabulary,
               " tokens, want 1 to 2^31");
  const auto wanted = static_cast<uint64_t>(bytes_per_token(static_cast<int64_t>(vocabulary)));
  LLMSYS_CHECK(IoError, width == wanted, "a token has ", width, " bytes, but a vocabulary of ", vocabulary, " takes ",
               wanted);
  LLMSYS_CHECK(IoError, reader.left() % width == 0 && reader.left() / width == count, "its header says ", count,
               " tokens of ", width, " bytes, but ", reader.left(), " bytes follow: cut off, or not complete");
  return {static_cast<int64_t>(vocabulary), static_cast<int64_t>(count)};
}

// Widens stored numbers. Returns the first place whose number is no id; ids.size() if all are.
template <class Stored>
size_t widen(const std::byte* from, std::span<int64_t> ids, int64_t vocabulary) {
  Stored number;
  for (size_t i = 0; i < ids.size(); ++i) {
    std::memcpy(&number, from + i * sizeof number, sizeof number);
    if (number >= vocabulary) return i;
    ids[i] = number;
  }
  return ids.size();
}

}  // namespace

int64_t bytes_per_token(int64_t vocabulary) {
  LLMSYS_CHECK(ValueError, vocabulary >= 1 && vocabulary <= kMostTokens,
               "[bytes_per_token] a vocabulary has 1 to 2^31 tokens, got ", vocabulary);
  return vocabulary <= 65'536 ? 2 : 4;
}

TokenShardWriter::TokenShardWriter(const std::string& path, int64_t vocabulary)
    : file_(path, kTokenShardHeader), vocabulary_(vocabulary) {
  bytes_per_token(vocabulary);                        // checks it
  file_.write(std::string(kTokenShardHeader, '\0'));  // no shard until commit() knows the count
}

void TokenShardWriter::append(std::span<const int64_t> ids) {
  check_ids(ids, count_, vocabulary_);
  for (std::span<const int64_t> rest = ids; !rest.empty();) {
    const std::span<const int64_t> part = rest.first(std::min(rest.size(), kWriteTokens));
    put_ids(waiting_, part, vocabulary_);
    if (waiting_.size() >= kWriteTokens) flush();
    rest = rest.subspan(part.size());
  }
  count_ += std::ssize(ids);
}

void TokenShardWriter::flush() {
  file_.write(waiting_);
  waiting_.clear();
}

void TokenShardWriter::commit() {
  flush();
  file_.rewrite(0, header_of(vocabulary_, count_));
  file_.commit();
}

std::string token_shard_bytes(std::span<const int64_t> ids, int64_t vocabulary) {
  std::string bytes = header_of(vocabulary, std::ssize(ids));
  check_ids(ids, 0, vocabulary);
  put_ids(bytes, ids, vocabulary);
  return bytes;
}

TokenShard::TokenShard(std::span<const int64_t> ids, int64_t vocabulary)
    : TokenShard(shared(token_shard_bytes(ids, vocabulary)), "(in memory)") {}

TokenShard::TokenShard(const std::string& path) : TokenShard(map_file(path), path) {}

TokenShard::TokenShard(SharedBytes bytes, std::string name) : bytes_(std::move(bytes)), name_(std::move(name)) {
  try {
    const Header header = read_header(bytes_);
    vocabulary_ = header.vocabulary;
    count_ = header.count;
  } catch (const Error& error) {
    throw IoError(text("[TokenShard] ", name_, ": ", detail::printable(error.what())));
  }
}

void TokenShard::copy(int64_t begin, std::span<int64_t> ids) const {
  const auto many = static_cast<int64_t>(ids.size());
  LLMSYS_CHECK(IndexError, begin >= 0 && begin <= count_ && many <= count_ - begin, "[TokenShard] ", name_, " has ",
               count_, " tokens, asked for ", many, " from ", begin, " on");
  const int64_t width = bytes_per_token(vocabulary_);
  const std::byte* from = bytes_.data.get() + kTokenShardHeader + begin * width;
  const size_t good = width == 2 ? widen<uint16_t>(from, ids, vocabulary_) : widen<uint32_t>(from, ids, vocabulary_);
  LLMSYS_CHECK(IoError, good == ids.size(), "[TokenShard] ", name_, ": token ", begin + static_cast<int64_t>(good),
               " is not below ", vocabulary_, ", the size of its vocabulary: the file is broken");
}

TokenShards::TokenShards(const std::vector<std::string>& paths)
    : TokenShards(std::vector<TokenShard>(paths.begin(), paths.end())) {}

TokenShards::TokenShards(std::vector<TokenShard> shards) : shards_(std::move(shards)) {
  LLMSYS_CHECK(ValueError, !shards_.empty(), "[TokenShards] needs at least one shard");
  int64_t end = 0;
  for (const TokenShard& shard : shards_) {
    LLMSYS_CHECK(IoError, shard.vocabulary() == vocabulary(), "[TokenShards] ", shard.name(),
                 " was written for a vocabulary of ", shard.vocabulary(), ", ", shards_.front().name(), " for one of ",
                 vocabulary());
    ends_.push_back(end += shard.size());
  }
}

void TokenShards::copy(int64_t begin, std::span<int64_t> ids) const {
  LLMSYS_CHECK(IndexError, begin >= 0 && begin <= size() && static_cast<int64_t>(ids.size()) <= size() - begin,
               "[TokenShards] there are ", size(), " tokens, asked for ", ids.size(), " from ", begin, " on");
  if (tokens_read_ != nullptr) *tokens_read_ += static_cast<int64_t>(ids.size());
  auto shard = static_cast<size_t>(std::upper_bound(ends_.begin(), ends_.end(), begin) - ends_.begin());
  while (!ids.empty()) {
    const int64_t first = ends_[shard] - shards_[shard].size();  // of this shard
    const auto part = std::min(ids.size(), static_cast<size_t>(ends_[shard] - begin));
    shards_[shard].copy(begin - first, ids.first(part));
    ids = ids.subspan(part);
    begin += static_cast<int64_t>(part);
    ++shard;
  }
}

}  // namespace llmsys
