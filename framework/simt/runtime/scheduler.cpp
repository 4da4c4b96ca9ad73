#include "framework/simt/runtime/scheduler.h"

#include <utility>

namespace llmsys::simt {
namespace {

/// SplitMix64's finaliser: all bits of the result depend on all bits of x.
uint64_t scramble(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

}  // namespace

uint64_t Scheduler::random() { return scramble(random_ += 0x9e3779b97f4a7c15u); }

/// Mostly the stream that is fast for now, so that one may run far ahead of another; sometimes any; and fast ones change.
size_t Scheduler::choose() {
  const uint64_t dice = random();
  if (dice % 8 == 0) preference_ = random();
  if (dice % 4 == 1) return (dice >> 8) % ready_.size();
  size_t best = 0;
  uint64_t best_speed = 0;
  for (size_t i = 0; i < ready_.size(); ++i) {
    const int number = ready_[i]->stream;
    const auto stream = static_cast<uint64_t>(number == 0 ? 0 : number - first_stream_ + 1);
    const uint64_t speed = scramble(preference_ ^ (stream << 32));
    if (speed > best_speed) best = i, best_speed = speed;
  }
  return best;
}

void Scheduler::add(const Ticket& operation) {
  for (const Ticket& before : operation->after) {
    if (before->done) continue;
    before->dependents.push_back(operation);
    ++operation->missing;
  }
  if (operation->missing == 0) ready_.push_back(operation);
}

void Scheduler::run_one() {
  if (ready_.empty()) return;
  const auto chosen = ready_.begin() + static_cast<std::ptrdiff_t>(choose());
  const Ticket operation = *chosen;
  ready_.erase(chosen);
  if (operation->action) std::exchange(operation->action, nullptr)();
  operation->done = true;
  for (const Ticket& next : std::exchange(operation->dependents, {}))
    if (--next->missing == 0) ready_.push_back(next);
}

void Scheduler::run_until(const Ticket& target) {
  while (!target->done && !ready_.empty()) run_one();
}

void Scheduler::run_all() {
  while (!ready_.empty()) run_one();
}

}  // namespace llmsys::simt
