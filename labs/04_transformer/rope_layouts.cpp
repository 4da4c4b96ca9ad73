// Lab 04, challenge 4.11: rotary positions in pairs and in halves.
#include "labs/04_transformer/rope_layouts.h"

#include "framework/tensor/raw.h"

namespace llmsys::lab04 {
namespace {

// Turns neighbours by the table's angles; the other way round if `sign` is -1.
Tensor turned_pairs(const Tensor& x, const RopeTable& table, double sign) {
  // About 6 lines: both functions below are this one.
  // TODO(lab04 task 4.11): your code here.
  throw NotImplemented("lab04 task 4.11: turned_pairs is not written yet");
}

}  // namespace

Tensor rope_pairs_forward(const Tensor& x, const RopeTable& table) {
  // TODO(lab04 task 4.11): your code here.
  throw NotImplemented("lab04 task 4.11: rope_pairs_forward is not written yet");
}

Tensor rope_pairs_vjp(const Tensor& dy, const RopeTable& table) {
  // TODO(lab04 task 4.11): your code here.
  throw NotImplemented("lab04 task 4.11: rope_pairs_vjp is not written yet");
}

Tensor halves_from_pairs(const Tensor& w, int64_t heads) {
  // About 2 lines of reshape and transpose.
  // TODO(lab04 task 4.11): your code here.
  throw NotImplemented("lab04 task 4.11: halves_from_pairs is not written yet");
}

Tensor pairs_from_halves(const Tensor& w, int64_t heads) {
  // TODO(lab04 task 4.11): your code here.
  throw NotImplemented("lab04 task 4.11: pairs_from_halves is not written yet");
}

}  // namespace llmsys::lab04
