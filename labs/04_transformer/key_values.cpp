// Given: whole sequences.
#include "labs/04_transformer/key_values.h"

#include "labs/04_transformer/ops.h"

namespace llmsys {

Tensor KeyValues::attend(int64_t /*layer*/, const Tensor& q, const Tensor& k, const Tensor& v) {
  return causal_attention(q, k, v);
}

}  // namespace llmsys
