// Lab 00, task 0.7: what a kernel gives that is wrong in one way.
#include "autograder/00_warm_up/diagnoses.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab00 {
namespace {

using Element = double (*)(double a, double x, double y);

// Each element of y is `element(a, x, y)`, except those behind the last multiple of `whole`, which stay as they were.
Diagnosis spoiled(const std::string& name, const std::string& cause, const std::string& handout, Element element,
                  int64_t whole = 1) {
  return {"0.7", "saxpy", name, cause, handout, [element, whole](const Values& in) -> Values {
            const Tensor& x = in["x"].tensor();
            Tensor out = raw::clone(in["y"].tensor());
            for (int64_t i = 0; i < x.numel() / whole * whole; ++i) {
              float& y = out.data<float>()[i];
              y = static_cast<float>(element(in["a"].number(), x.data<float>()[i], y));
            }
            return {{"y", out}};
          }};
}

}  // namespace

std::vector<Diagnosis> saxpy_diagnoses() {
  constexpr int64_t kBlock = 256;
  return {spoiled("y_lost", "this is a x: what y held before has to be added", "the old y is part of the sum",
                  [](double a, double x, double) { return a * x; }),
          spoiled("exchanged", "this is a y + x: a multiplies x", "a multiplies x, not y",
                  [](double a, double x, double y) { return a * y + x; }),
          spoiled(
              "tail_lost", "the elements of the last block, which is not full, stayed as they were",
              "the last block is seldom full", [](double a, double x, double y) { return a * x + y; }, kBlock)};
}

}  // namespace llmsys::lab00
