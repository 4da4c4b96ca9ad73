// From blocks to tensors.
#include <cstring>

#include "framework/base/error.h"
#include "framework/base/parallel.h"
#include "framework/io/block_tensor.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/factories.h"

namespace llmsys {
namespace {

constexpr int kNumbers = 32;                  // of every quantised block
constexpr int64_t kBlocksWorthAThread = 512;  // 64 KiB of floats

float half_at(const uint8_t* bytes) {
  uint16_t bits = 0;
  std::memcpy(&bits, bytes, sizeof bits);  // little-endian, like this machine; and not aligned
  return static_cast<float>(Half::from_bits(bits));
}

struct Q8 {
  static constexpr int kBytes = 34;
  static void read(const uint8_t* block, float* out) {
    const float scale = half_at(block);
    for (int i = 0; i < kNumbers; ++i) out[i] = scale * static_cast<float>(static_cast<int8_t>(block[2 + i]));
  }
};

struct Q4 {
  static constexpr int kBytes = 18;
  static void read(const uint8_t* block, float* out) {
    const float scale = half_at(block);
    for (int i = 0; i < kNumbers / 2; ++i) {
      out[i] = scale * static_cast<float>((block[2 + i] & 15) - 8);
      out[i + kNumbers / 2] = scale * static_cast<float>((block[2 + i] >> 4) - 8);
    }
  }
};

struct Q4WithMinimum {
  static constexpr int kBytes = 20;
  static void read(const uint8_t* block, float* out) {
    const float scale = half_at(block), minimum = half_at(block + 2);
    for (int i = 0; i < kNumbers / 2; ++i) {
      out[i] = scale * static_cast<float>(block[4 + i] & 15) + minimum;
      out[i + kNumbers / 2] = scale * static_cast<float>(block[4 + i] >> 4) + minimum;
    }
  }
};

template <class Format, class T>
void read_blocks(T* out, const uint8_t* in, int64_t blocks) {
  parallel_for(blocks, kBlocksWorthAThread, [&](int64_t begin, int64_t end) {
    for (int64_t b = begin; b < end; ++b) {
      float numbers[kNumbers];
      Format::read(in + b * Format::kBytes, numbers);
      for (int i = 0; i < kNumbers; ++i) out[b * kNumbers + i] = static_cast<T>(numbers[i]);
    }
  });
}

template <class T>
Tensor from_blocks(const BlockTensor& stored) {
  Tensor out = empty(stored.shape, dtype_of<T>, Device::cpu);
  const auto* in = reinterpret_cast<const uint8_t*>(stored.bytes.data.get());
  const int64_t blocks = out.numel() / kNumbers;
  if (stored.format == BlockFormat::q8_0) read_blocks<Q8>(out.data<T>(), in, blocks);
  if (stored.format == BlockFormat::q4_0) read_blocks<Q4>(out.data<T>(), in, blocks);
  if (stored.format == BlockFormat::q4_1) read_blocks<Q4WithMinimum>(out.data<T>(), in, blocks);
  return out;
}

DType plain_dtype(BlockFormat format) {
  return format == BlockFormat::f32 ? DType::f32 : format == BlockFormat::f16 ? DType::f16 : DType::bf16;
}

}  // namespace

Tensor dequantize(const BlockTensor& stored, DType dtype) {
  LLMSYS_CHECK(DTypeError, dtype == DType::f32 || dtype == DType::f16 || dtype == DType::bf16,
               "[dequantize] gives f32, f16 or bf16, not ", dtype, ": convert with raw::to(x, dtype) afterwards");
  const auto size = static_cast<size_t>(stored_bytes(stored.format, stored.shape));
  LLMSYS_CHECK(ValueError, stored.bytes.size == size, "[dequantize] ", to_text(stored.format), " of shape ",
               stored.shape, " takes ", size, " bytes, got ", stored.bytes.size);
  if (is_plain(stored.format))
    return raw::to(tensor_over(stored.bytes, 0, stored.shape, plain_dtype(stored.format), "[dequantize]"), dtype);
  if (dtype == DType::f16) return from_blocks<Half>(stored);
  if (dtype == DType::bf16) return from_blocks<BFloat16>(stored);
  return from_blocks<float>(stored);
}

}  // namespace llmsys
