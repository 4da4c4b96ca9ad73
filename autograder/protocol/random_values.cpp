#include "autograder/protocol/random_values.h"

#include <bit>
#include <cstddef>

#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys::testing {
namespace {

std::string random_bytes(Rng& rng, uint64_t most) {
  std::string out;
  for (uint64_t n = rng.below(most + 1); n > 0; --n) out += static_cast<char>(rng.below(256));
  return out;
}

// Another view of the same elements: transposed, stepped or expanded.
Tensor random_view(const Tensor& x, Rng& rng) {
  const auto dim = static_cast<int64_t>(rng.below(static_cast<uint64_t>(x.rank())));
  switch (rng.below(4)) {
    case 0: return raw::transpose(x, 0, dim);
    case 1: return raw::slice(x, dim, x.size(dim) / 3, x.size(dim), 2);
    case 2: return raw::unsqueeze(x, dim);
    default: return x;
  }
}

Value random_value(Rng& rng, int depth) {
  switch (rng.below(depth > 0 ? 7 : 5)) {
    case 0: return random_tensor(rng);
    case 1: return static_cast<int64_t>(rng.next_u64());
    case 2: return std::bit_cast<double>(rng.next_u64());
    case 3: return rng.below(2) == 1;
    case 4: return random_bytes(rng, 20);
    case 5: {
      List list;
      for (uint64_t n = rng.below(5); n > 0; --n) list.push_back(random_value(rng, depth - 1));
      return list;
    }
    default: return random_values(rng, depth - 1);
  }
}

}  // namespace

Tensor random_tensor(Rng& rng) {
  std::vector<int64_t> sizes(rng.below(5));
  for (int64_t& size : sizes) size = static_cast<int64_t>(rng.below(5));
  const auto dtype = static_cast<DType>(rng.below(kDTypes));
  const Tensor tensor = empty(Shape(sizes), dtype);
  const uint64_t values = dtype == DType::boolean ? 2 : 256;
  for (int64_t i = 0; i < tensor.bytes(); ++i) tensor.storage().data()[i] = static_cast<std::byte>(rng.below(values));
  return sizes.empty() ? tensor : random_view(tensor, rng);
}

Values random_values(Rng& rng, int depth) {
  Values out;
  for (uint64_t n = rng.below(6); n > 0; --n) out.set(random_bytes(rng, 3), random_value(rng, depth));
  return out;
}

}  // namespace llmsys::testing
