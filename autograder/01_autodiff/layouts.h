/// @file
/// Worker side: the same elements in other memory layouts. On the wire every tensor is contiguous, so views are made here.
#pragma once
#include <limits>

#include "autograder/protocol/values.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

/// The tensor of that name, laid out as in["layout"] says: "transposed" has its last two dimensions exchanged in memory;
/// "strided" is every second column of a wider tensor, NaN between; nothing, or "contiguous": as it came.
inline Tensor laid_out(const Values& in, const char* name) {
  const Tensor& x = in[name].tensor();
  const Value* layout = in.find("layout");
  if (layout == nullptr || layout->bytes() == "contiguous" || x.rank() == 0) return x;
  if (layout->bytes() == "transposed") return x.rank() < 2 ? x : raw::transpose(raw::contiguous(raw::transpose(x)));
  IntList wider = x.shape();
  wider[x.rank() - 1] = 2 * x.size(-1) + 1;
  const Tensor view = raw::slice(full(wider, std::numeric_limits<double>::quiet_NaN(), x.dtype()), -1, 1, kEnd, 2);
  raw::copy_(view, x);
  return view;
}

}  // namespace llmsys::lab01
