#include "framework/data/token_windows.h"

#include <algorithm>

#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys {

TokenWindows::TokenWindows(std::span<const int64_t> tokens, int64_t context) : tokens_(tokens), context_(context) {
  LLMSYS_CHECK(ValueError, context >= 1, "[TokenWindows] context must be at least 1, got ", context);
  LLMSYS_CHECK(ValueError, size() >= 1, "[TokenWindows] a context of ", context, " needs more than ", context,
               " tokens, got ", tokens.size());
}

TokenBatch TokenWindows::next_token(std::span<const int64_t> windows) const {
  return {.inputs = gather(windows, 0, context_),
          .targets = raw::squeeze(gather(windows, context_, 1), 1)};  // (B,1) -> (B)
}

TokenBatch TokenWindows::all_tokens(std::span<const int64_t> windows) const {
  return {.inputs = gather(windows, 0, context_), .targets = gather(windows, 1, context_)};
}

// (B,length): tokens first .. first+length-1 of each window.
Tensor TokenWindows::gather(std::span<const int64_t> windows, int64_t first, int64_t length) const {
  Tensor out = empty({static_cast<int64_t>(windows.size()), length}, DType::i64, Device::cpu);
  int64_t* row = out.data<int64_t>();
  for (const int64_t window : windows) {
    LLMSYS_CHECK(IndexError, window >= 0 && window < size(), "[TokenWindows] window ", window, " is not in 0 .. ",
                 size() - 1);
    row = std::copy_n(tokens_.data() + window + first, length, row);
  }
  return raw::to(out, llmsys::context().device);
}

}  // namespace llmsys
