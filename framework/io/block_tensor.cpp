#include "framework/io/block_tensor.h"

#include <cstring>

#include "framework/base/error.h"

namespace llmsys {
namespace {

struct FormatRow {
  std::string_view name;
  int64_t numbers;
  int64_t bytes;
};
constexpr FormatRow kFormats[] = {{"F32", 1, 4},    {"F16", 1, 2},    {"BF16", 1, 2},
                                  {"Q8_0", 32, 34}, {"Q4_0", 32, 18}, {"Q4_1", 32, 20}};

const FormatRow& row_of(BlockFormat format) { return kFormats[static_cast<size_t>(format)]; }

}  // namespace

std::string_view to_text(BlockFormat format) { return row_of(format).name; }
int64_t block_numbers(BlockFormat format) { return row_of(format).numbers; }
int64_t block_bytes(BlockFormat format) { return row_of(format).bytes; }
bool is_plain(BlockFormat format) { return block_numbers(format) == 1; }

int64_t stored_bytes(BlockFormat format, const Shape& shape) {
  const auto& [name, numbers, bytes] = row_of(format);
  LLMSYS_CHECK(ValueError, (shape.size() == 0 ? 1 : shape.back()) % numbers == 0, "a row of ", name,
               " must be whole blocks of ", numbers, " numbers, the shape is ", shape);
  int64_t out = 0;
  LLMSYS_CHECK(ValueError, !__builtin_mul_overflow(shape.numel() / numbers, bytes, &out), name, " of shape ", shape,
               " takes more than 2^63 bytes");
  return out;
}

BlockTensor halves_from_pairs(const BlockTensor& stored, int64_t head_size) {
  const Shape& shape = stored.shape;
  LLMSYS_CHECK(ShapeError, shape.size() == 2 && head_size > 0 && head_size % 2 == 0 && shape[0] % head_size == 0,
               "[halves_from_pairs] wants (heads * D, C) with an even D=", head_size, ", got ", shape);
  const auto size = static_cast<size_t>(stored_bytes(stored.format, shape));
  LLMSYS_CHECK(ValueError, stored.bytes.size == size, "[halves_from_pairs] ", shape, " takes ", size, " bytes, got ",
               stored.bytes.size);
  if (size == 0) return stored;
  const size_t row = size / static_cast<size_t>(shape[0]);
  SharedBytes out{.data = {new std::byte[size], std::default_delete<std::byte[]>()}, .size = size};
  for (int64_t to = 0; to < shape[0]; ++to) {
    const int64_t head = to / head_size, j = to % head_size / (head_size / 2), i = to % (head_size / 2);
    const int64_t from = head * head_size + 2 * i + j;
    std::memcpy(out.data.get() + static_cast<size_t>(to) * row,
                stored.bytes.data.get() + static_cast<size_t>(from) * row, row);
  }
  return {stored.format, shape, std::move(out)};
}

}  // namespace llmsys
