// Lab 04: mistakes that can be told by their answers.
#include "autograder/04_transformer/diagnoses.h"

namespace llmsys {

std::vector<Diagnosis> lab_diagnoses() {
  using namespace lab04;
  std::vector<Diagnosis> all;
  for (const auto& part : {accounting_diagnoses(), norm_diagnoses(), rope_diagnoses(), attention_diagnoses(),
                           gate_and_loss_diagnoses(), model_diagnoses()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace llmsys
