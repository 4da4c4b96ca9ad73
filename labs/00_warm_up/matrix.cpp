#define LLMSYS_CHECKED_ACCESS 1  // this file defines what checked builds call
#include "labs/00_warm_up/matrix.h"

#include "framework/base/error.h"

namespace llmsys::lab00 {

size_t Matrix::element(int64_t i, int64_t j) const {
  LLMSYS_CHECK(IndexError, i >= 0 && i < rows_ && j >= 0 && j < cols_, "[Matrix] element (", i, ",", j,
               ") of a matrix (", rows_, ",", cols_, ")");
  const int64_t element = i * cols_ + j;
  counter_.touch(element);
  return static_cast<size_t>(element);
}

}  // namespace llmsys::lab00
