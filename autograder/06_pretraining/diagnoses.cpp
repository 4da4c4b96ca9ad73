// Lab 06: mistakes that can be told by their answers.
#include "autograder/judge/lab_test.h"

namespace llmsys {

std::vector<Diagnosis> lab_diagnoses() { return {}; }

}  // namespace llmsys
