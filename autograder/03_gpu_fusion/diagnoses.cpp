// Lab 03: mistakes that can be told by their numbers.
#include "autograder/judge/lab_test.h"

namespace llmsys {

std::vector<Diagnosis> lab_diagnoses() { return {}; }

}  // namespace llmsys
