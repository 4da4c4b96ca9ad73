// Lab 04, challenge 4.11: rotary positions in pairs and in halves.
#include "labs/04_transformer/rope_layouts.h"

#include "framework/tensor/raw.h"

namespace llmsys::lab04 {
namespace {

// Turns neighbours by the table's angles; the other way round if `sign` is -1.
Tensor turned_pairs(const Tensor& x, const RopeTable& table, double sign) {
  // About 6 lines: both functions below are this one.
  // BEGIN SOLUTION task 4.11 turned_pairs
  const Tensor a = raw::slice(x, -1, 0, kEnd, 2), b = raw::slice(x, -1, 1, kEnd, 2);  // (..,T,D/2)
  const Tensor sin = raw::mul(table.sin, sign);                                       // (T,D/2)
  const Tensor first = raw::sub(raw::mul(a, table.cos), raw::mul(b, sin));
  const Tensor second = raw::add(raw::mul(b, table.cos), raw::mul(a, sin));
  const Tensor pairs = raw::cat({raw::unsqueeze(first, -1), raw::unsqueeze(second, -1)}, -1);  // (..,T,D/2,2)
  return raw::reshape(pairs, x.shape());
  // END SOLUTION
}

}  // namespace

Tensor rope_pairs_forward(const Tensor& x, const RopeTable& table) {
  // BEGIN SOLUTION task 4.11 rope_pairs_forward
  return turned_pairs(x, table, 1);
  // END SOLUTION
}

Tensor rope_pairs_vjp(const Tensor& dy, const RopeTable& table) {
  // BEGIN SOLUTION task 4.11 rope_pairs_vjp
  return turned_pairs(dy, table, -1);
  // END SOLUTION
}

Tensor halves_from_pairs(const Tensor& w, int64_t heads) {
  // About 2 lines of reshape and transpose.
  // BEGIN SOLUTION task 4.11 halves_from_pairs
  const Tensor split = raw::reshape(w, {heads, w.size(0) / heads / 2, 2, -1});  // (heads,D/2,2,..)
  return raw::reshape(raw::transpose(split, 1, 2), w.shape());
  // END SOLUTION
}

Tensor pairs_from_halves(const Tensor& w, int64_t heads) {
  // BEGIN SOLUTION task 4.11 pairs_from_halves
  const Tensor split = raw::reshape(w, {heads, 2, w.size(0) / heads / 2, -1});  // (heads,2,D/2,..)
  return raw::reshape(raw::transpose(split, 1, 2), w.shape());
  // END SOLUTION
}

}  // namespace llmsys::lab04
