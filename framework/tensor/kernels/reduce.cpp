// sum, max, min over any dimensions. Work is cut into units: one block of one result or, when neighbouring results
// rather than the elements of one lie next to each other, one block of kTile results at once. Units run in any order;
// what they add up and how their values are combined is fixed by reduce_block.h.
#include <memory>

#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/reduce_block.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

constexpr int64_t kTile = 64;  // results at once: their lanes take 8 KiB of the first cache

/// The dimensions of x split in two, and how the work is cut.
struct Plan {
  StridedLoop<2> kept;     // x, and the number of the result
  StridedLoop<1> reduced;  // x
  int64_t blocks;          // per result; at least one, so that the sum of nothing is written too
  int64_t tile;            // results per unit: kTile or 1

  [[nodiscard]] int64_t block_size(int64_t block) const { return std::min(kBlock, reduced.numel - block * kBlock); }
};

Plan make_plan(const Tensor& out, const Tensor& x) {
  IntList sizes, strides;
  for (int64_t d = 0; d < x.rank(); ++d) {
    if (out.shape()[d] == x.shape()[d]) continue;
    sizes.push_back(x.shape()[d]);
    strides.push_back(x.strides()[d]);
  }
  const Strides numbers = contiguous_strides(out.shape());
  Plan plan{StridedLoop<2>(out.shape(), {&x.strides(), &numbers}), StridedLoop<1>(Shape(sizes), {&strides}), 1, 1};
  plan.blocks = std::max<int64_t>(1, (plan.reduced.numel + kBlock - 1) / kBlock);
  const bool results_are_neighbours = plan.kept.strides[0].back() == 1 && plan.kept.sizes.back() >= 8;
  if (results_are_neighbours && plan.reduced.sizes.size() == 1) plan.tile = kTile;
  return plan;
}

/// All units: operands are x, the number of the first result, and the block.
StridedLoop<3> make_units(const Plan& plan) {
  IntList sizes = plan.kept.sizes, x = plan.kept.strides[0], number = plan.kept.strides[1];
  IntList block = IntList::filled(sizes.size(), 0);
  const int64_t inner = sizes.size() - 1;
  sizes[inner] = (sizes[inner] + plan.tile - 1) / plan.tile;
  x[inner] *= plan.tile;
  number[inner] *= plan.tile;
  if (plan.blocks > 1) {
    sizes.push_back(plan.blocks);
    x.push_back(0);
    number.push_back(0);
    block.push_back(1);
  }
  return {Shape(sizes), {&x, &number, &block}};
}

/// One block of one result, whose elements start at x.
template <class Rule, class T>
auto reduce_unit(const Plan& plan, const T* x, int64_t block) {
  const int64_t begin = block * kBlock, size = plan.block_size(block);
  if (plan.reduced.sizes.size() == 1 && plan.reduced.strides[0].back() == 1) return reduce_block<Rule>(x + begin, size);
  T gathered[kBlock];
  T* next = gathered;
  walk(plan.reduced, begin, begin + size, [&](const Offsets<1>& at, const Offsets<1>& step, int64_t n) {
    for (int64_t i = 0; i < n; ++i) *next++ = x[at[0] + i * step[0]];
  });
  return reduce_block<Rule>(gathered, size);
}

/// One block of `width` neighbouring results: its elements are rows of x. Same order as reduce_block.
template <class Rule, class T, class A>
void reduce_tile(const Plan& plan, A* result, const T* x, int64_t block, int64_t width) {
  const int64_t stride = plan.reduced.strides[0].back(), rows = plan.block_size(block);
  A lanes[kLanes][kTile];
  std::fill_n(&lanes[0][0], kLanes * kTile, Rule::template kStart<T>);
  const T* row = x + block * kBlock * stride;
  for (int64_t r = 0; r < rows; ++r, row += stride) {
    A* lane = lanes[r % kLanes];
    for (int64_t c = 0; c < width; ++c) lane[c] = Rule::combine(lane[c], static_cast<A>(row[c]));
  }
  for (int64_t c = 0; c < width; ++c) result[c * plan.blocks] = combine_lanes<Rule>(&lanes[0][c], kTile);
}

template <class Rule, class T>
void reduce_kernel(Tensor& out, const Tensor& x) {
  using A = typename Rule::template Accumulator<T>;
  const Plan plan = make_plan(out, x);
  const T* from = x.data<T>();
  const auto values = std::make_unique_for_overwrite<A[]>(static_cast<size_t>(plan.kept.numel * plan.blocks));
  const int64_t work = plan.tile * std::clamp<int64_t>(plan.reduced.numel, 1, kBlock);  // elements a unit
  walk_parallel(make_units(plan), std::max<int64_t>(1, kGrain / work),
                [&](const Offsets<3>& at, const Offsets<3>& step, int64_t n) {
                  for (int64_t i = 0; i < n; ++i) {
                    const int64_t number = at[1] + i * step[1], block = at[2] + i * step[2];
                    A* value = &values[static_cast<size_t>(number * plan.blocks + block)];
                    const int64_t row = plan.kept.sizes.back(), left = row - number % row;
                    if (plan.tile == 1)
                      *value = reduce_unit<Rule>(plan, from + at[0] + i * step[0], block);
                    else
                      reduce_tile<Rule>(plan, value, from + at[0] + i * step[0], block, std::min(left, kTile));
                  }
                });
  T* to = out.data<T>();
  const Strides numbers = contiguous_strides(out.shape());
  const StridedLoop<2> results(out.shape(), {&out.strides(), &numbers});
  walk_parallel(results, std::max<int64_t>(1, kGrain / plan.blocks),
                [&](const Offsets<2>& at, const Offsets<2>& step, int64_t n) {
                  for (int64_t i = 0; i < n; ++i) {
                    A* first = &values[static_cast<size_t>((at[1] + i * step[1]) * plan.blocks)];
                    to[at[0] + i * step[0]] = static_cast<T>(combine_blocks<Rule>(first, plan.blocks));
                  }
                });
}

template <class Rule>
void register_rule(Registry& registry, const OpKey<ReduceKernel>& key) {
  for_types<float, double, int64_t, Half, BFloat16>([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(key, Device::cpu, dtype_of<T>, reduce_kernel<Rule, T>, kWho);
  });
}

}  // namespace

void register_reduce(Registry& registry) {
  register_rule<SumRule>(registry, kSum);
  register_rule<MaxRule>(registry, kMax);
  register_rule<MinRule>(registry, kMin);
}

}  // namespace llmsys::kernels
