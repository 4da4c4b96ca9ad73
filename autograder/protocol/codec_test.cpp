#include "autograder/protocol/codec.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "autograder/protocol/random_values.h"
#include "framework/base/error.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

template <class T>
std::string bytes_of(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

// A message: one value named x, whose bytes are these.
std::string message(const std::string& value, uint32_t count = 1) {
  return bytes_of(count) + bytes_of(uint16_t{1}) + "x" + value;
}

std::string tensor(uint8_t dtype, const std::vector<int64_t>& sizes, const std::string& elements) {
  std::string out = "T" + bytes_of(dtype) + bytes_of(static_cast<uint8_t>(sizes.size()));
  for (const int64_t size : sizes) out += bytes_of(size);
  return out + elements;
}

void check_refused(const std::string& bytes, const std::string& words) {
  CHECK_THROWS_AS(decode(bytes), ValueError);
  const std::string said = message_of([&] { decode(bytes); });
  INFO(said);
  CHECK(contains(said, words));
}

std::string nested(int levels) {
  std::string out;
  for (int i = 0; i < levels; ++i) out += "l" + bytes_of(uint32_t{1});
  return message(out + "b" + bytes_of(uint8_t{1}));
}

}  // namespace

TEST_CASE("random values of every kind come back bit for bit") {
  Rng rng(11);
  for (int i = 0; i < 500; ++i) {
    const Values values = random_values(rng, 3);
    const std::string bytes = encode(values);
    const Values back = decode(bytes);
    REQUIRE(encode(back) == bytes);
    REQUIRE(back.size() == values.size());
    for (const auto& [name, value] : values) REQUIRE(to_text(back[name]) == to_text(value));
  }
}

TEST_CASE("tensors of every dtype and strides come back contiguous, with their shape") {
  Rng rng(12);
  for (int i = 0; i < 300; ++i) {
    const Tensor x = random_tensor(rng);
    const Tensor y = decode(encode({{"x", x}}))["x"].tensor();
    CHECK(y.is_contiguous());
    const Comparison found = compare(y, x, {.atol = 0, .rtol = 0, .equal_nan = true});
    INFO(to_text(found));
    REQUIRE(found.ok());
  }
  require_equal(decode(encode({{"x", scalar(7)}}))["x"].tensor(), scalar(7));
  CHECK(decode(encode({{"x", zeros({3, 0, 2})}}))["x"].tensor().shape() == Shape{3, 0, 2});
  CHECK(decode(encode({{"x", zeros({int64_t{1} << 31 >> 1, 0})}}))["x"].tensor().numel() == 0);
  require_equal(decode(encode({{"x", raw::expand(arange(3), {2, 3})}}))["x"].tensor(),
                raw::contiguous(raw::expand(arange(3), {2, 3})));
}

TEST_CASE("NaN payloads, infinities and negative zero keep their bits") {
  const Tensor x = empty({3}, DType::f32);
  const uint32_t bits[] = {0x7FC12345, 0xFF800000, 0x80000000};
  std::memcpy(x.storage().data(), bits, sizeof bits);
  const Tensor y = decode(encode({{"x", x}}))["x"].tensor();
  CHECK(std::memcmp(y.storage().data(), bits, sizeof bits) == 0);
  for (const uint16_t pattern : {0x7C01, 0xFE34, 0x8000, 0xFC00}) {
    const Tensor half = from_vector(std::vector<Half>{Half::from_bits(pattern)});
    CHECK(decode(encode({{"x", half}}))["x"].tensor().item<Half>().bits == pattern);
  }
  CHECK(std::isnan(decode(encode({{"x", std::nan("")}}))["x"].number()));
  CHECK(std::signbit(decode(encode({{"x", -0.0}}))["x"].number()));
}

TEST_CASE("the bytes of a tensor are its dtype's number, rank, sizes and elements, as they have always been") {
  const auto encoded = [](const Tensor& x) { return encode({{"x", x}}); };
  CHECK(encoded(from_values({1}, {1})) == message(tensor(0, {1}, {"\x00\x00\x80\x3F", 4})));
  CHECK(encoded(from_values({1, 0}, {2}, DType::boolean)) == message(tensor(5, {2}, {"\1\0", 2})));
  CHECK(encoded(from_values({1}, {1}, DType::f16)) == message(tensor(6, {1}, {"\x00\x3C", 2})));
  CHECK(encoded(from_values({1}, {1}, DType::bf16)) == message(tensor(7, {1}, {"\x80\x3F", 2})));
  CHECK(encoded(from_values({1}, {1}, DType::f8e4m3)) == message(tensor(8, {1}, "\x38")));
  CHECK(encoded(from_values({1}, {1}, DType::f8e5m2)) == message(tensor(9, {1}, "\x3C")));
  CHECK(encoded(from_values({-1}, {1}, DType::i8)) == message(tensor(10, {1}, "\xFF")));
  CHECK(encoded(raw::pack_u4(from_values({1, 2}, {2}, DType::u8))) == message(tensor(11, {1}, "\x21")));
}

TEST_CASE("every message cut short is refused, and so is every one with a byte more") {
  Rng rng(13);
  const std::string whole =
      encode({{"t", random_tensor(rng)}, {"l", List{1, 0.5, true, "s"}}, {"m", Values{{"x", 1}}}});
  for (size_t size = 0; size < whole.size(); ++size) REQUIRE_THROWS_AS(decode(whole.substr(0, size)), ValueError);
  check_refused(whole + '\0', "1 bytes too many");
}

TEST_CASE("unknown tags, dtypes and truth values are refused") {
  check_refused(message("q"), "no value starts with byte 113");
  check_refused(message(std::string(1, '\0')), "no value starts with byte 0");
  check_refused(message(tensor(kDTypes, {}, "1234")), "no dtype has code 12");
  check_refused(message("b" + bytes_of(uint8_t{2})), "a truth value must be 0 or 1, got 2");
  check_refused(message(tensor(static_cast<uint8_t>(DType::boolean), {2}, "\x01\x02")), "must be 0 or 1, got 2");
}

TEST_CASE("sizes that do not fit the bytes are refused before anything is allocated") {
  const auto f32 = static_cast<uint8_t>(DType::f32);
  check_refused(message(tensor(f32, {2}, "1234567")), "8 bytes wanted, 7 left");
  check_refused(message(tensor(f32, {100}, "1234567")), "larger than its message");
  check_refused(message(tensor(f32, {int64_t{1} << 30, int64_t{1} << 30, int64_t{1} << 30}, "")),
                "larger than its message");
  check_refused(message(tensor(f32, {int64_t{1} << 31}, "")), "a size of 2147483648");
  check_refused(message(tensor(f32, {-1}, "")), "a size of -1");
  check_refused(message(tensor(f32, std::vector<int64_t>(9, 1), "1234")), "rank 9 is above 8");
  check_refused(message("s" + bytes_of(std::numeric_limits<uint64_t>::max())), "18446744073709551615 bytes wanted");
  check_refused(message("l" + bytes_of(uint32_t{0xFFFFFFFF})), "4294967295 items do not fit");
  check_refused(message("m" + bytes_of(uint32_t{1000})), "1000 items do not fit");
  check_refused(bytes_of(uint32_t{1}) + bytes_of(uint16_t{9}) + "x", "");
}

TEST_CASE("names that come twice, deep nests and floods of values are refused") {
  check_refused(message("b\1", 2) + bytes_of(uint16_t{1}) + "xb" + bytes_of(uint8_t{1}), "a name appears twice: x");
  CHECK(decode(nested(15)).size() == 1);
  check_refused(nested(16), "more than 16 levels");
  check_refused(nested(100000), "more than 16 levels");
  const uint32_t flood = (1 << 20) + 1;
  std::string list = "l" + bytes_of(flood);
  for (uint32_t i = 0; i < flood; ++i) list += "b\1";
  check_refused(message(list), "more than 1048576 values");
  std::string map = bytes_of(uint32_t{5000});
  for (uint16_t i = 0; i < 5000; ++i) map += bytes_of(uint16_t{2}) + bytes_of(i) + "b\1";
  check_refused(map, "a map of 5000 names is above 4096");
}

TEST_CASE("an undefined tensor and a name beyond 65535 bytes cannot be encoded") {
  CHECK_THROWS_AS(encode({{"x", Tensor()}}), ValueError);
  CHECK_THROWS_AS(encode({{std::string(70000, 'n'), 1}}), ValueError);
}
