// Lab 01, tasks 1.5 to 1.9: mistakes that can be told by their numbers.
#include "autograder/01_autodiff/diagnoses.h"

#include "autograder/01_autodiff/diagnoses_tensor.h"

namespace llmsys::lab01 {

std::vector<Diagnosis> tensor_diagnoses() {
  std::vector<Diagnosis> all;
  for (const auto& part : {product_diagnoses(), selection_diagnoses(), update_diagnoses(), training_diagnoses()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace llmsys::lab01
