// Token shards: what is written comes back, from several files as from one, and broken files are refused.
#include "framework/data/token_shards.h"

#include <filesystem>
#include <numeric>

#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/data/detail/fuzz.h"
#include "framework/testing/errors.h"
#include "framework/testing/fuzz_replay.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

std::vector<int64_t> random_ids(int64_t count, int64_t vocabulary, Rng& rng) {
  std::vector<int64_t> ids(static_cast<size_t>(count));
  for (int64_t& id : ids) id = static_cast<int64_t>(rng.below(static_cast<uint64_t>(vocabulary)));
  return ids;
}

void write_shard(const std::string& path, std::span<const int64_t> ids, int64_t vocabulary) {
  TokenShardWriter writer(path, vocabulary);
  writer.append(ids);
  writer.commit();
}

template <class Shards>
std::vector<int64_t> all_of(const Shards& shards) {
  std::vector<int64_t> ids(static_cast<size_t>(shards.size()));
  shards.copy(0, ids);
  return ids;
}

}  // namespace

TEST_CASE("a shard has 32 bytes and two or four a token") {
  const TemporaryFolder folder;
  write_shard(folder.path("a"), std::vector<int64_t>{1, 258, 65'535}, 65'536);
  const std::string want("LLMTOKEN\1\0\0\0\2\0\0\0\0\0\1\0\0\0\0\0\3\0\0\0\0\0\0\0\1\0\2\1\xff\xff", 38);
  CHECK(read_file(folder.path("a")) == want);
  write_shard(folder.path("b"), std::vector<int64_t>{65'536}, 65'537);
  CHECK(read_file(folder.path("b")).size() == 36);
  CHECK(all_of(TokenShard(folder.path("b"))) == std::vector<int64_t>{65'536});
}

TEST_CASE("what is appended in parts comes back, with any vocabulary") {
  const TemporaryFolder folder;
  Rng rng(1);
  for (const int64_t vocabulary : {int64_t{1}, int64_t{256}, int64_t{65'536}, int64_t{65'537}, int64_t{1} << 31}) {
    const std::vector<int64_t> ids = random_ids(100'000, vocabulary, rng);
    TokenShardWriter writer(folder.path("a"), vocabulary);
    for (std::span<const int64_t> rest = ids; !rest.empty();) {
      const size_t part = std::min<size_t>(rest.size(), rng.below(9'000));
      writer.append(rest.first(part));
      rest = rest.subspan(part);
    }
    CHECK(writer.size() == 100'000);
    writer.commit();
    const TokenShard shard(folder.path("a"));
    CHECK(shard.vocabulary() == vocabulary);
    CHECK(all_of(shard) == ids);
  }
}

TEST_CASE("several shards are one sequence, empty ones among them") {
  const TemporaryFolder folder;
  std::vector<int64_t> ids(60);
  std::iota(ids.begin(), ids.end(), 0);
  std::vector<std::string> paths;
  size_t from = 0;
  for (const size_t end : {0, 1, 1, 30, 30, 60, 60}) {
    paths.push_back(folder.path(std::to_string(paths.size())));
    write_shard(paths.back(), std::span(ids).subspan(from, end - from), 60);
    from = end;
  }
  const TokenShards shards(paths);
  CHECK(shards.size() == 60);
  CHECK(shards.vocabulary() == 60);
  for (size_t begin = 0; begin <= 60; ++begin)
    for (size_t end = begin; end <= 60; ++end) {
      std::vector<int64_t> part(end - begin);
      shards.copy(static_cast<int64_t>(begin), part);
      CHECK(std::equal(part.begin(), part.end(), ids.begin() + static_cast<std::ptrdiff_t>(begin)));
    }
}

TEST_CASE("reads beyond the end are an IndexError, and what is read is counted") {
  const TemporaryFolder folder;
  write_shard(folder.path("a"), std::vector<int64_t>{4, 5, 6}, 7);
  TokenShards shards(std::vector<std::string>{folder.path("a"), folder.path("a")});
  int64_t read = 0;
  shards.count_into(&read);
  std::vector<int64_t> two(2);
  shards.copy(2, two);
  CHECK(two == std::vector<int64_t>{6, 4});
  CHECK(read == 2);
  for (const int64_t begin : {int64_t{-1}, int64_t{5}, int64_t{7}, INT64_MAX, INT64_MIN})
    CHECK_THROWS_AS(shards.copy(begin, two), IndexError);
  CHECK_THROWS_AS(TokenShard(folder.path("a")).copy(2, two), IndexError);
  CHECK(read == 2);
}

TEST_CASE("a shard in memory is the shard of a file") {
  const TemporaryFolder folder;
  const std::vector<int64_t> ids = {4, 5, 6};
  write_shard(folder.path("a"), ids, 70'000);
  CHECK(token_shard_bytes(ids, 70'000) == read_file(folder.path("a")));
  CHECK(all_of(TokenShards({TokenShard(ids, 7), TokenShard(ids, 7)})) == std::vector<int64_t>{4, 5, 6, 4, 5, 6});
  CHECK_THROWS_AS(TokenShard(ids, 6), ValueError);
}

TEST_CASE("an id outside the vocabulary is refused by name, and the file stays as it was") {
  const TemporaryFolder folder;
  write_file(folder.path("a"), "old");
  {
    TokenShardWriter writer(folder.path("a"), 10);
    writer.append(std::vector<int64_t>{1, 2});
    CHECK(message_of([&] {
            writer.append(std::vector<int64_t>{3, 10});
          }) == "[TokenShardWriter] token 3 is id 10, but the vocabulary has 10: were they encoded with another one?");
    CHECK_THROWS_AS(writer.append(std::vector<int64_t>{-1}), ValueError);
    CHECK(writer.size() == 2);
  }
  CHECK(read_file(folder.path("a")) == "old");
  CHECK_THROWS_AS(TokenShardWriter(folder.path("b"), 0), ValueError);
  CHECK_THROWS_AS(TokenShardWriter(folder.path("b"), (int64_t{1} << 31) + 1), ValueError);
  CHECK_FALSE(std::filesystem::exists(folder.path("b.partial")));
}

TEST_CASE("what is no shard is refused with the reason") {
  const TemporaryFolder folder;
  const std::string path = folder.path("a");
  write_shard(path, std::vector<int64_t>{1, 2, 3}, 10);
  const std::string good = read_file(path);
  const auto refused = [&](const std::string& bytes) {
    write_file(path, bytes);
    return message_of([&] { const TokenShard shard(path); });
  };
  const auto changed = [&](size_t at, char byte) {
    std::string bytes = good;
    bytes[at] = byte;
    return bytes;
  };
  CHECK(contains(refused(""), "cut off at byte 0"));
  CHECK(contains(refused(good.substr(0, 31)), "cut off at byte 24"));
  CHECK(contains(refused(changed(0, 'X')), "does not begin with LLMTOKEN"));
  CHECK(contains(refused(changed(8, 2)), "of version 2, this program reads version 1"));
  CHECK(contains(refused(changed(12, 4)), "a token has 4 bytes, but a vocabulary of 10 takes 2"));
  CHECK(contains(refused(changed(16, 0)), "its vocabulary has 0 tokens"));
  CHECK(contains(refused(changed(31, 127)), "tokens of 2 bytes, but 6 bytes follow: cut off, or not complete"));
  CHECK(contains(refused(good + "x"), "its header says 3 tokens of 2 bytes, but 7 bytes follow"));
  CHECK(refused(good) == "(nothing was thrown)");
  std::vector<int64_t> ids(3);
  write_file(path, changed(34, 10));
  CHECK(message_of([&] { TokenShard(path).copy(0, ids); }) ==
        "[TokenShard] " + path + ": token 1 is not below 10, the size of its vocabulary: the file is broken");
  CHECK_THROWS_AS(TokenShard(folder.path("missing")), IoError);
}

TEST_CASE("shards of two vocabularies do not go together") {
  const TemporaryFolder folder;
  write_shard(folder.path("a"), {}, 10);
  write_shard(folder.path("b"), {}, 11);
  CHECK(contains(message_of([&] {
                   TokenShards(std::vector<std::string>{folder.path("a"), folder.path("b")});
                 }),
                 "was written for a vocabulary of 11, "));
  CHECK_THROWS_AS(TokenShards(std::vector<std::string>{}), ValueError);
  CHECK(TokenShards(std::vector<std::string>{folder.path("a")}).size() == 0);
}

TEST_CASE("the fuzzer's corpus and ten thousand mutations of a shard are read or refused, never more") {
  CHECK(replay_corpus(detail::fuzz_token_shard, "framework/data/corpus/token_shard") > 5);
  const TemporaryFolder folder;
  write_shard(folder.path("a"), std::vector<int64_t>{1, 2, 300}, 1000);
  const std::string valid = read_file(folder.path("a"));
  Rng rng(2);
  for (int i = 0; i < 10'000; ++i) {
    std::string bytes = valid;
    for (uint64_t n = 1 + rng.below(3); n > 0; --n)
      bytes[rng.below(bytes.size())] = static_cast<char>(rng.below(3) == 0 ? rng.below(256) : rng.below(5));
    bytes.resize(rng.below(4) == 0 ? rng.below(bytes.size() + 5) : bytes.size());
    feed(detail::fuzz_token_shard, bytes);
  }
}
