// The same program in other orders of blocks, warps and lanes.
#include "framework/simt/check/order.h"

#include <cstring>

#include "framework/simt/corpus/corpus.h"
#include "framework/testing/test.h"

using namespace llmsys::simt;
using namespace llmsys::simt::corpus;

namespace {

template <class T>
Output output(const char* name, const Buffer<T>& buffer) {
  const std::vector<T> host = buffer.read();
  std::vector<std::byte> bytes(host.size() * sizeof(T));
  std::memcpy(bytes.data(), host.data(), bytes.size());
  return {name, std::move(bytes)};
}

std::vector<Output> tickets() {
  const auto next = Buffer<int>::zeros(1), y = Buffer<int>::zeros(128);
  launch_tickets(y, next);
  return {output("y", y)};
}

std::vector<Output> float_sum() {
  const auto total = Buffer<float>::zeros(1);
  launch_float_sum(total);
  return {output("total", total)};
}

std::vector<Output> squares() {
  const Buffer<float> y(128);
  launch_squares(y);
  return {output("y", y)};
}

}  // namespace

TEST_CASE("what each thread computes by itself does not depend on order") {
  CHECK_FALSE(find_order_dependence(squares).has_value());
}

TEST_CASE("tickets depend on order, and the finding names the output") {
  const std::optional<Finding> finding = find_order_dependence(tickets);
  REQUIRE(finding.has_value());
  CHECK(finding->kind == FindingKind::order_dependent);
  CHECK(finding->what.find("output y: byte ") == 0);
}

TEST_CASE("a sum by float atomics depends on order in its last bits only") {
  CHECK(find_order_dependence(float_sum, {.orders = 8}).has_value());
  CHECK_FALSE(find_order_dependence(float_sum, {.orders = 8, .tolerance = 1e-5}).has_value());
}
