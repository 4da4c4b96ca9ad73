#include "framework/tensor/observe.h"

#include <algorithm>
#include <array>
#include <vector>

#include "framework/base/context.h"

namespace llmsys {
namespace {

using Row = std::array<std::string, 6>;
constexpr size_t kFirstNumber = 4;  // columns from here on are aligned at the right

std::string aligned(const std::vector<Row>& rows) {
  std::array<size_t, 6> widths{};
  for (const Row& row : rows)
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  std::string out;
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - row[i].size(), ' ');
      line += (i == 0 ? "" : "  ") + (i < kFirstNumber ? row[i] + padding : padding + row[i]);
    }
    out += line + "\n";
  }
  return out;
}

}  // namespace

void report_call(const OpCall& call) {
  if (OpObserver* observer = context().observer) observer->called(call);
}

void OpTally::add(const OpCall& call) {
  calls += 1;
  flops += call.flops;
  bytes += call.bytes;
}

void FlopLedger::called(const OpCall& call) {
  {
    const std::lock_guard lock(mutex_);
    total_.add(call);
    auto found = by_name_.find(std::string_view(call.name));
    if (found == by_name_.end()) found = by_name_.emplace(call.name, OpTally{}).first;
    found->second.add(call);
  }
  if (upstream_ != nullptr) upstream_->called(call);
}

OpTally FlopLedger::total() const {
  const std::lock_guard lock(mutex_);
  return total_;
}

OpTally FlopLedger::of(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? OpTally{} : found->second;
}

std::map<std::string, OpTally, std::less<>> FlopLedger::by_name() const {
  const std::lock_guard lock(mutex_);
  return by_name_;
}

void FlopLedger::reset() {
  const std::lock_guard lock(mutex_);
  total_ = {};
  by_name_.clear();
}

void DispatchTrace::called(const OpCall& call) {
  {
    const std::lock_guard lock(mutex_);
    rows_[{call.name, call.device, call.dtype, std::string(call.who)}].add(call);
  }
  if (upstream_ != nullptr) upstream_->called(call);
}

std::string DispatchTrace::table() const {
  std::vector<Row> rows = {{"operation", "device", "dtype", "served by", "calls", "FLOPs"}};
  const std::lock_guard lock(mutex_);
  for (const auto& [key, tally] : rows_) {
    const auto& [name, device, dtype, who] = key;
    rows.push_back({name, text(device), text(dtype), who, text(tally.calls), text(tally.flops)});
  }
  return aligned(rows);
}

}  // namespace llmsys
