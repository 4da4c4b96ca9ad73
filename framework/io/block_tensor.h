/// @file
/// Tensors as model files store them: rows of blocks, where the numbers of a block share a scale.
///
/// | format | numbers | bytes | a block is | number i |
/// |---|---|---|---|---|
/// | F32, F16, BF16 | 1 | 4, 2, 2 | the number | itself |
/// | Q8_0 | 32 | 34 | f16 d, 32 x i8 q | d q[i] |
/// | Q4_0 | 32 | 18 | f16 d, 16 bytes q | d (q[i] - 8) |
/// | Q4_1 | 32 | 20 | f16 d, f16 m, 16 bytes q | d q[i] + m |
///
/// The 16 bytes hold 32 numbers of 4 bits: numbers 0 to 15 in their low halves, 16 to 31 in their high halves.
/// Names and layouts are those of ggml, https://github.com/ggml-org/ggml, `ggml-common.h`.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "framework/io/shared_bytes.h"

namespace llmsys {

/// How the numbers of a tensor are stored.
enum class BlockFormat : uint8_t {
  f32,   ///< float
  f16,   ///< Half
  bf16,  ///< BFloat16
  q8_0,  ///< 8 bits and a scale: 8.5 bits a number
  q4_0,  ///< 4 bits and a scale: 4.5 bits a number
  q4_1   ///< 4 bits, a scale and a minimum: 5 bits a number
};

/// "F32", "Q4_1": as files and their tools call it.
std::string_view to_text(BlockFormat format);
/// Numbers in a block.
int64_t block_numbers(BlockFormat format);
/// Bytes of a block.
int64_t block_bytes(BlockFormat format);
/// Whether a block is one number, so that a Tensor can look at the bytes.
bool is_plain(BlockFormat format);

/// Bytes of a tensor of that shape.
/// @throws ValueError if its last dimension is not a multiple of block_numbers(), or the bytes overflow
int64_t stored_bytes(BlockFormat format, const Shape& shape);

/// A tensor in its blocks, which may lie in a mapped file. Cheap to copy.
struct BlockTensor {
  BlockFormat format = BlockFormat::f32;  ///< of every block
  Shape shape;                            ///< row-major; blocks run along the last dimension
  SharedBytes bytes;                      ///< stored_bytes() of them; quantised blocks have no alignment
};

/// The numbers, as f32, f16 or bf16: computed in float, rounded once. A plain format that is already `dtype` is not
/// copied: the result looks at the stored bytes and keeps them alive; treat it as read-only.
/// @throws DTypeError for another dtype; ValueError if the bytes are not stored_bytes()
Tensor dequantize(const BlockTensor& stored, DType dtype = DType::f32);

/// Rows of queries or keys for the two layouts of rotary positions. A head has D rows; a rotation turns two of them.
/// llama2.c and GGUF pair rows 2i and 2i + 1; Hugging Face pairs rows i and i + D/2. This takes the first order to the
/// second: row j D/2 + i of the result is row 2i + j of `stored`, for j = 0 and 1, i < D/2, in each head.
/// @param stored  (heads * D, C)
/// @param head_size  D, even
/// @throws ShapeError if there are not whole heads
BlockTensor halves_from_pairs(const BlockTensor& stored, int64_t head_size);

}  // namespace llmsys
