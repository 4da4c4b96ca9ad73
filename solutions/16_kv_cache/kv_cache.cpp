// Keys and values of what has been seen, one tensor a layer.
#include "labs/16_kv_cache/kv_cache.h"

#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/ops.h"

namespace llmsys {

KvCache::KvCache(const ModelConfig& config, int64_t batch, int64_t capacity, DType dtype) : capacity_(capacity) {
  const Shape shape{batch, config.kv_heads, capacity, config.head_size};
  for (int64_t layer = 0; layer < config.layers; ++layer) {
    keys_.push_back(empty(shape, dtype));
    values_.push_back(empty(shape, dtype));
  }
}

Tensor KvCache::attend(int64_t layer, const Tensor& q, const Tensor& k, const Tensor& v) {
  const int64_t end = length_ + k.size(2);
  LLMSYS_CHECK(ValueError, end <= capacity_, "[KvCache] holds ", length_, " of ", capacity_, " positions, ", k.size(2),
               " more do not fit: make it larger, or keep fewer of the last tokens");
  const auto with_new = [&](Tensor& all, const Tensor& fresh) {
    raw::copy_(raw::slice(all, 2, length_, end), fresh);
    return raw::slice(all, 2, 0, end);  // (B,G,S,D), a view
  };
  const auto i = static_cast<size_t>(layer);
  const Tensor y = causal_attention(q, with_new(keys_[i], k), with_new(values_[i], v));
  if (i + 1 == keys_.size()) length_ = end;  // the others of this pass still need the old length
  return y;
}

void KvCache::truncate(int64_t length) {
  LLMSYS_CHECK(ValueError, length >= 0 && length <= length_, "[KvCache] holds ", length_, " positions, cannot keep ",
               length);
  length_ = length;
}

int64_t KvCache::bytes() const { return keys_.empty() ? 0 : 2 * static_cast<int64_t>(keys_.size()) * keys_[0].bytes(); }

}  // namespace llmsys
