// Lab 05: mistakes that can be told by their answers.
#include "autograder/05_tokenizer/diagnoses.h"

namespace llmsys {

std::vector<Diagnosis> lab_diagnoses() {
  std::vector<Diagnosis> all = lab05::training_diagnoses();
  for (Diagnosis& diagnosis : lab05::encoding_diagnoses()) all.push_back(std::move(diagnosis));
  return all;
}

}  // namespace llmsys
