// Lab 01, tasks 1.5 to 1.9: mistakes that can be told by their numbers.
#include "autograder/01_autodiff/diagnoses.h"

namespace llmsys::lab01 {

std::vector<Diagnosis> tensor_diagnoses() { return {}; }

}  // namespace llmsys::lab01
