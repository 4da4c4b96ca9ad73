// Lab 01, task 1.3: sum over what broadcasting repeated.
#include "labs/01_autodiff/unbroadcast.h"

#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

Tensor unbroadcast(const Tensor& dy, const Shape& shape) {
  // About 10 lines. Collect the dimensions in an IntList, then raw::sum(dy, dims, true) once, and raw::reshape.
  // BEGIN SOLUTION task 1.3 unbroadcast
  if (dy.shape() == shape) return dy;
  const int64_t added = dy.rank() - shape.size();  // dimensions that broadcasting put in front
  if (added < 0) throw ShapeError(text("unbroadcast: ", shape, " does not broadcast to ", dy.shape()));
  IntList dims;
  for (int64_t d = 0; d < dy.rank(); ++d) {
    const bool stretched = d >= added && shape[d - added] == 1 && dy.size(d) != 1;
    if (d >= added && !stretched && shape[d - added] != dy.size(d))
      throw ShapeError(text("unbroadcast: ", shape, " does not broadcast to ", dy.shape()));
    if (d < added || stretched) dims.push_back(d);
  }
  return raw::reshape(raw::sum(dy, dims, true), shape);
  // END SOLUTION
}

}  // namespace llmsys::lab01
