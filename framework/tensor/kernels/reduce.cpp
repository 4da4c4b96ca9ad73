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

constexpr int64_t kTile = 512;      // most results at once: rows of 2 KiB, long enough for the prefetcher
constexpr int64_t kLeastTile = 64;  // fewest, when tiles are cut so that each thread gets one

/// The dimensions of x split in two, and how the work is cut.
struct Plan {
  StridedLoop<2> kept;     // x, and the number of the result
  StridedLoop<1> reduced;  // x
  int64_t blocks;          // per result; at least one, so that the sum of nothing is written too
  int64_t tile;            // results per unit: 1 or kLeastTile to kTile

  [[nodiscard]] int64_t block_size(int64_t block) const { return std::min(kBlock, reduced.numel - block * kBlock); }
};

/// Results per unit where neighbouring results are reduced together: as many as leaves a unit for each thread.
int64_t tile_size(const Plan& plan) {
  const int64_t row = plan.kept.sizes.back(), rows = plan.kept.numel / row;
  int64_t tile = kTile;
  while (tile > kLeastTile && plan.blocks * rows * ((row + tile - 1) / tile) < max_threads()) tile /= 2;
  return tile;
}

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
  if (results_are_neighbours && plan.reduced.sizes.size() == 1) plan.tile = tile_size(plan);
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

/// The lanes of up to kTile neighbouring results.
template <class A>
using Lanes = A[kLanes][kTile];

/// Adds rows begin, begin+1, .. of x to their lanes, groups of `Depth` rows of one lane at a time: the lane is then
/// loaded and stored once for all of them.  @return the first row that is left, fewer than Depth * kLanes before end
template <class Rule, int64_t Depth, class T, class A>
int64_t combine_rows(Lanes<A>& lanes, const T* x, int64_t stride, int64_t begin, int64_t end, int64_t width) {
  for (; begin + Depth * kLanes <= end; begin += Depth * kLanes)
    for (int64_t l = 0; l < kLanes; ++l) {
      const T* row = x + (begin + l) * stride;
#pragma GCC ivdep
      for (int64_t c = 0; c < width; ++c) {
        A value = lanes[l][c];
        for (int64_t d = 0; d < Depth; ++d) value = Rule::combine(value, static_cast<A>(row[d * kLanes * stride + c]));
        lanes[l][c] = value;
      }
    }
  return begin;
}

/// One block of `width` neighbouring results, whose elements are rows of x: calls store(c, value) for each. Same order
/// as reduce_block.
template <class Rule, class T, class Store>
void reduce_tile(const Plan& plan, const T* x, int64_t block, int64_t width, const Store& store) {
  using A = typename Rule::template Accumulator<T>;
  const int64_t stride = plan.reduced.strides[0].back(), rows = plan.block_size(block);
  const int64_t used = std::clamp<int64_t>(rows, 1, kLanes);  // the other lanes would add what changes nothing
  alignas(64) Lanes<A> lanes;
  for (int64_t l = 0; l < used; ++l) std::fill_n(lanes[l], width, Rule::template kStart<T>);
  const T* first = x + block * kBlock * stride;
  int64_t r = combine_rows<Rule, 8>(lanes, first, stride, 0, rows, width);
  r = combine_rows<Rule, 2>(lanes, first, stride, r, rows, width);
  for (; r < rows; ++r)
    for (int64_t c = 0; c < width; ++c)
      lanes[r % kLanes][c] = Rule::combine(lanes[r % kLanes][c], static_cast<A>(first[r * stride + c]));
  for (int64_t half = kLanes / 2; half > 0; half /= 2)
    for (int64_t l = 0; l < half && l + half < used; ++l)
      for (int64_t c = 0; c < width; ++c) lanes[l][c] = Rule::combine(lanes[l][c], lanes[l + half][c]);
  for (int64_t c = 0; c < width; ++c) store(c, lanes[0][c]);
}

/// Runs all units; calls store(number of the result, block, value) for each block of each result.
template <class Rule, class T, class Store>
void reduce_units(const Plan& plan, const T* x, const Store& store) {
  const int64_t work = plan.tile * std::clamp<int64_t>(plan.reduced.numel, 1, kBlock);  // elements a unit
  const int64_t row = plan.kept.sizes.back();
  walk_parallel(make_units(plan), std::max<int64_t>(1, kGrain / work),
                [&](const Offsets<3>& at, const Offsets<3>& step, int64_t n) {
                  for (int64_t i = 0; i < n; ++i) {
                    const T* from = x + at[0] + i * step[0];
                    const int64_t number = at[1] + i * step[1], block = at[2] + i * step[2];
                    if (plan.tile == 1)
                      store(number, block, reduce_unit<Rule>(plan, from, block));
                    else
                      reduce_tile<Rule>(plan, from, block, std::min(row - number % row, plan.tile),
                                        [&](int64_t c, auto value) { store(number + c, block, value); });
                  }
                });
}

/// Results of several blocks, or scattered ones: all blocks first, then each result from its blocks.
template <class Rule, class T>
void reduce_in_two_steps(const Plan& plan, Tensor& out, const T* x) {
  using A = typename Rule::template Accumulator<T>;
  const auto values = std::make_unique_for_overwrite<A[]>(static_cast<size_t>(plan.kept.numel * plan.blocks));
  reduce_units<Rule>(plan, x, [&](int64_t number, int64_t block, A value) {
    values[static_cast<size_t>(number * plan.blocks + block)] = value;
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

template <class Rule, class T>
void reduce_kernel(Tensor& out, const Tensor& x) {
  T* to = out.data<T>();
  const T* from = x.data<T>();
  if (out.numel() == 1 && x.is_contiguous() && x.numel() <= kBlock) {  // one block: nothing to plan
    *to = static_cast<T>(reduce_block<Rule>(from, x.numel()));
    return;
  }
  const Plan plan = make_plan(out, x);
  if (plan.blocks == 1 && out.is_contiguous())
    reduce_units<Rule>(plan, from, [=](int64_t number, int64_t, auto value) { to[number] = static_cast<T>(value); });
  else
    reduce_in_two_steps<Rule>(plan, out, from);
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
