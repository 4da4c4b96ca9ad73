#include "framework/io/block_tensor.h"

#include <cstring>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

SharedBytes shared(const std::string& bytes) {
  SharedBytes out{.data = {new std::byte[bytes.size()], std::default_delete<std::byte[]>()}, .size = bytes.size()};
  std::memcpy(out.data.get(), bytes.data(), bytes.size());
  return out;
}

std::string half(float value) {
  const uint16_t bits = Half(value).bits;
  return {reinterpret_cast<const char*>(&bits), 2};
}

// 16 bytes: number i in the low half of byte i, number 16 + i in the high half.
std::string nibbles(int (*number)(int)) {
  std::string out;
  for (int i = 0; i < 16; ++i) out.push_back(static_cast<char>(number(i) | number(16 + i) << 4));
  return out;
}

}  // namespace

TEST_CASE("a block of Q4_0 is a scale and 32 numbers from -8 to 7, first the low halves") {
  const BlockTensor x{BlockFormat::q4_0, {1, 32}, shared(half(0.5F) + nibbles([](int i) { return i % 16; }))};
  const Tensor y = dequantize(x);
  for (int i = 0; i < 32; ++i) CHECK(y.at<float>(0, i) == 0.5F * static_cast<float>(i % 16 - 8));
}

TEST_CASE("a block of Q4_1 has a minimum, and numbers from 0 to 15 above it") {
  const BlockTensor x{BlockFormat::q4_1, {32}, shared(half(2) + half(-3) + nibbles([](int i) { return 15 - i % 16; }))};
  const Tensor y = dequantize(x);
  for (int i = 0; i < 32; ++i) CHECK(y.at<float>(i) == 2 * static_cast<float>(15 - i % 16) - 3);
}

TEST_CASE("a block of Q8_0 is a scale and 32 signed bytes") {
  std::string bytes = half(0.25F);
  for (int i = 0; i < 32; ++i) bytes.push_back(static_cast<char>(i * 8 - 128));
  const Tensor y = dequantize({BlockFormat::q8_0, {32}, shared(bytes)});
  for (int i = 0; i < 32; ++i) CHECK(y.at<float>(i) == 0.25F * static_cast<float>(i * 8 - 128));
}

TEST_CASE("many blocks come out as one after another, on however many threads, and rounded once for f16 and bf16") {
  Rng rng(7);
  constexpr int64_t kRows = 70, kColumns = 512;  // 1120 blocks: several parts of parallel_for
  std::string bytes;
  for (int64_t b = 0; b < kRows * kColumns / 32; ++b) {
    bytes += half(static_cast<float>(rng.normal())) + half(static_cast<float>(rng.normal()));
    for (int i = 0; i < 16; ++i) bytes.push_back(static_cast<char>(rng.below(256)));
  }
  const BlockTensor x{BlockFormat::q4_1, {kRows, kColumns}, shared(bytes)};
  const Tensor y = dequantize(x);
  for (int64_t b = 0; b < kRows * kColumns / 32; ++b) {
    const auto at = static_cast<size_t>(b) * 20;
    const Tensor one = dequantize({BlockFormat::q4_1, {32}, part_of(x.bytes, at, at + 20)});
    require_equal(raw::reshape(raw::slice(raw::reshape(y, {-1}), 0, b * 32, b * 32 + 32), {32}), one);
  }
  require_equal(dequantize(x, DType::f16), raw::to(y, DType::f16));
  require_equal(dequantize(x, DType::bf16), raw::to(y, DType::bf16));
}

TEST_CASE("plain numbers are looked at, and converted only where another dtype is asked for") {
  const BlockTensor x{BlockFormat::f16, {2}, shared(half(1.5F) + half(-2))};
  const Tensor same = dequantize(x, DType::f16);
  CHECK(static_cast<const void*>(same.data<Half>()) == x.bytes.data.get());
  require_equal(dequantize(x), from_values({1.5, -2}, {2}));
  require_equal(dequantize(x, DType::bf16), from_values({1.5, -2}, {2}, DType::bf16));
}

TEST_CASE("shapes, bytes and dtypes that do not fit are refused") {
  const SharedBytes bytes = shared(std::string(34, '\0'));
  const auto message = [&](BlockFormat format, const Shape& shape, DType dtype = DType::f32) {
    return message_of([&] { static_cast<void>(dequantize({format, shape, bytes}, dtype)); });
  };
  CHECK(message(BlockFormat::q8_0, {2, 32}) == "[dequantize] Q8_0 of shape (2,32) takes 68 bytes, got 34");
  CHECK(message(BlockFormat::q8_0, {48}) == "a row of Q8_0 must be whole blocks of 32 numbers, the shape is (48)");
  CHECK(contains(message(BlockFormat::q8_0, {32, 1}), "whole blocks"));
  CHECK(contains(message(BlockFormat::q8_0, {}), "whole blocks"));
  CHECK(contains(message(BlockFormat::q8_0, {32}, DType::f64), "gives f32, f16 or bf16, not f64"));
  CHECK(stored_bytes(BlockFormat::q4_1, {3, 64}) == 120);
  CHECK_THROWS_AS(stored_bytes(BlockFormat::f32, {int64_t{1} << 62}), ValueError);
  require_equal(dequantize({BlockFormat::q4_0, {0, 32}, {}}), empty({0, 32}));
}

TEST_CASE("rows in pairs become rows in halves, head by head") {
  // Two heads of 4 rows: pairs (0,1) (2,3) of a head become i and i + 2.
  const Tensor rows = raw::to(raw::reshape(arange(16), {8, 2}), DType::f32);
  const std::string bytes(reinterpret_cast<const char*>(rows.data<float>()), 64);
  const BlockTensor out = halves_from_pairs({BlockFormat::f32, {8, 2}, shared(bytes)}, 4);
  const Tensor first = raw::reshape(raw::slice(dequantize(out), 1, 0, 1), {8});
  require_equal(first, from_values({0, 4, 2, 6, 8, 12, 10, 14}, {8}));
  CHECK_THROWS_AS(halves_from_pairs({BlockFormat::f32, {8, 2}, shared(bytes)}, 3), ShapeError);
  CHECK_THROWS_AS(halves_from_pairs({BlockFormat::f32, {8, 2}, shared(bytes)}, 6), ShapeError);
  CHECK_THROWS_AS(halves_from_pairs({BlockFormat::f32, {16}, shared(bytes)}, 4), ShapeError);
  CHECK_THROWS_AS(halves_from_pairs({BlockFormat::f32, {8, 4}, shared(bytes)}, 4), ValueError);
}
