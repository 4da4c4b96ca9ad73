#include "framework/tensor/kernels/bad_index.h"

namespace llmsys::kernels {

void throw_bad_index(std::string_view op, int64_t index, int64_t dim, const Shape& shape) {
  throw IndexError(text("[", op, "] index ", index, " is out of range for dimension ", dim, " of shape ", shape,
                        ": use 0 to ", shape[dim] - 1));
}

void throw_bad_row(std::string_view op, int64_t index, int64_t rows) {
  throw IndexError(text("[", op, "] index ", index, " is out of range for ", rows, " rows: use 0 to ", rows - 1));
}

}  // namespace llmsys::kernels
