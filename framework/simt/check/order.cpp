#include "framework/simt/check/order.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "framework/base/error.h"
#include "framework/base/text.h"
#include "framework/simt/launch.h"

namespace llmsys::simt {
namespace {

/// Sets the executor's order while it lives.
class Order {
 public:
  explicit Order(uint64_t seed) : before_(executor_options()) {
    ExecutorOptions options = before_;
    options.order = seed;
    set_executor_options(options);
  }
  ~Order() { set_executor_options(before_); }
  Order(const Order&) = delete;
  Order& operator=(const Order&) = delete;

 private:
  ExecutorOptions before_;
};

float float_at(const Output& output, size_t index) {
  float value = 0;
  std::memcpy(&value, output.bytes.data() + index * sizeof(float), sizeof(float));
  return value;
}

float largest_magnitude(const Output& output) {
  float largest = 0;
  for (size_t i = 0; i < output.bytes.size() / sizeof(float); ++i)
    largest = std::max(largest, std::fabs(float_at(output, i)));
  return largest;
}

bool close(float a, float b, double allowed) {
  return std::fabs(double{a} - double{b}) <= allowed || (std::isnan(a) && std::isnan(b)) || a == b;
}

/// Where the two begin to differ, in words; "" if they agree.
std::string difference(const Output& usual, const Output& other, double tolerance) {
  if (usual.bytes.size() != other.bytes.size()) return "its size";
  if (tolerance <= 0) {
    const auto [at, there] = std::mismatch(usual.bytes.begin(), usual.bytes.end(), other.bytes.begin());
    return at == usual.bytes.end() ? "" : text("byte ", at - usual.bytes.begin());
  }
  const double allowed = tolerance * double{largest_magnitude(usual)};
  for (size_t i = 0; i < usual.bytes.size() / sizeof(float); ++i) {
    const float a = float_at(usual, i), b = float_at(other, i);
    if (!close(a, b, allowed)) return text("element ", i, " (", a, " and ", b, ")");
  }
  return "";
}

Finding describe(const Output& output, const std::string& where, uint64_t seed) {
  Finding finding;
  finding.kind = FindingKind::order_dependent;
  finding.what = text("output ", output.name, ": ", where,
                      " differs from that of the usual order when blocks, warps and lanes run "
                      "in order ",
                      seed);
  finding.cause =
      "threads use what others produce without waiting for it, or add floats in the order in which they come: the "
      "checks for races "
      "tell where; for sums by float atomics give a tolerance.";
  return finding;
}

}  // namespace

std::optional<Finding> find_order_dependence(const std::function<std::vector<Output>()>& program,
                                             const OrderOptions& options) {
  const std::vector<Output> usual = program();
  for (int i = 0; i < options.orders; ++i) {
    const uint64_t seed = options.seed + static_cast<uint64_t>(i);
    const Order order(seed);
    const std::vector<Output> other = program();
    LLMSYS_CHECK(ValueError, other.size() == usual.size(), "[find_order_dependence] the program must return the same ",
                 usual.size(), " outputs each time, got ", other.size());
    for (size_t k = 0; k < usual.size(); ++k)
      if (const std::string where = difference(usual[k], other[k], options.tolerance); !where.empty())
        return describe(usual[k], where, seed);
  }
  return std::nullopt;
}

}  // namespace llmsys::simt
