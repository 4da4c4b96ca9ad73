// Lab 00, task 0.2: transposing and slicing without moving an element.
#include "labs/00_warm_up/view.h"

#include <utility>

#include "framework/base/error.h"

namespace llmsys::lab00 {

std::vector<int64_t> contiguous_strides(const std::vector<int64_t>& shape) {
  // 3 to 6 lines. Walk from the last dimension to the first; mind that a size_t never gets below 0.
  // TODO(lab00 task 0.2): your code here.
  throw NotImplemented("lab00 task 0.2: contiguous_strides is not written yet");
}

View transpose(const View& view, int64_t dim0, int64_t dim1) {
  // About 4 lines. Two of the three members change.
  // TODO(lab00 task 0.2): your code here.
  throw NotImplemented("lab00 task 0.2: transpose is not written yet");
}

View slice(const View& view, int64_t dim, int64_t start, int64_t stop, int64_t step) {
  // About 6 lines. All three members change; the new size rounds up.
  // TODO(lab00 task 0.2): your code here.
  throw NotImplemented("lab00 task 0.2: slice is not written yet");
}

}  // namespace llmsys::lab00
