// Hashes: the same everywhere, different for different texts, and functions of a family that know nothing of each other.
#include "framework/data/hashing.h"

#include <algorithm>
#include <bit>
#include <set>
#include <string>

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("a hash is the same on every machine") {
  CHECK(mix64(0) == 0xe220a8397b1dcdaf);  // the first number of splitmix64 with seed 0
  CHECK(hash64("") != hash64(std::string(1, '\0')));
  CHECK(hash64("abc") == hash64("abc"));
  CHECK(hash64("abc", 1) != hash64("abc", 2));
  CHECK(hash128("abc") == std::pair(hash64("abc", 1), hash64("abc", 2)));
}

TEST_CASE("texts that differ in one byte, or in zeros at the end, have different hashes") {
  std::set<uint64_t> seen;
  std::string text(40, 'x');
  for (size_t i = 0; i < text.size(); ++i)
    for (int byte = 0; byte < 256; ++byte) {
      std::string other = text;
      other[i] = static_cast<char>(byte);
      if (byte != 'x') CHECK(seen.insert(hash64(other)).second);
    }
  for (size_t zeros = 0; zeros < 40; ++zeros) CHECK(seen.insert(hash64(std::string(zeros, '\0'))).second);
}

TEST_CASE("a bit of the input changes half of the hash's bits") {
  double changed = 0;
  for (uint64_t x = 0; x < 1000; ++x)
    for (int bit = 0; bit < 64; ++bit) changed += std::popcount(mix64(x) ^ mix64(x ^ (uint64_t{1} << bit)));
  CHECK(changed / 64'000 == Approx(32).margin(0.1));
}

TEST_CASE("the smallest number of a set is another one for each function of a family") {
  HashFamily hashes(256, 7);
  int64_t calls = 0;
  hashes.count_into(&calls);
  std::vector<int> smallest(16, 0);
  for (size_t k = 0; k < hashes.size(); ++k) {
    std::vector<uint64_t> values;
    for (uint64_t number = 0; number < 16; ++number) values.push_back(hashes(k, number));
    ++smallest[static_cast<size_t>(std::min_element(values.begin(), values.end()) - values.begin())];
  }
  CHECK(calls == 256 * 16);
  for (const int times : smallest) CHECK(std::abs(times - 16) <= 16);  // 4 standard deviations
  CHECK(HashFamily(3, 7)(2, 5) == hashes(2, 5));
  CHECK(HashFamily(3, 8)(2, 5) != hashes(2, 5));
  CHECK_THROWS_AS(HashFamily(0, 1), ValueError);
  CHECK_THROWS_AS(HashFamily(3, 7)(3, 5), IndexError);
}
