/// @file
/// How a pool counts: each thread in numbers of its own, which others may read at any time; totals under the pool's lock.
#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>

#include "framework/memory/detail/size_bins.h"

namespace llmsys::detail {

/// A number that one thread changes and others read. No atomic addition: that would cost as much as a lock.
class Counter {
 public:
  /// By the writer only.
  void add(int64_t amount) { value_.store(get() + amount, std::memory_order_relaxed); }
  /// By the writer only.
  void set(int64_t value) { value_.store(value, std::memory_order_relaxed); }
  /// By anyone.
  [[nodiscard]] int64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<int64_t> value_{0};
};

/// What happened on one stream, by one thread or under the lock.
struct Tally {
  Counter asked;                           ///< bytes: allocated minus freed; below zero where others allocated
  Counter live;                            ///< bytes of the blocks, headers included: allocated minus freed
  Counter freed;                           ///< blocks given back
  std::array<Counter, kBins> allocations;  ///< blocks handed out, by bin

  /// Counts a block handed out.
  void allocated(uint32_t bin, int64_t asked_bytes, int64_t whole) {
    asked.add(asked_bytes);
    live.add(whole);
    allocations[bin].add(1);
  }
  /// Counts a block given back.
  void freed_one(int64_t asked_bytes, int64_t whole) {
    asked.add(-asked_bytes);
    live.add(-whole);
    freed.add(1);
  }
  /// Adds what another thread counted.
  void add(const Tally& other) {
    asked.add(other.asked.get());
    live.add(other.live.get());
    freed.add(other.freed.get());
    for (uint32_t bin = 0; bin < kBins; ++bin) allocations[bin].add(other.allocations[bin].get());
  }
};

/// How far a thread has moved a total since it last told, and how far up and down it had been on the way.
struct Drift {
  Counter now;   ///< the sum of the changes
  Counter high;  ///< its maximum, at least 0
  Counter low;   ///< its minimum, at most 0

  /// Counts a change.
  void add(int64_t amount) {
    now.add(amount);
    if (now.get() > high.get()) high.set(now.get());
    if (now.get() < low.get()) low.set(now.get());
  }
  /// Forgets what has been told.
  void reset() { now.set(0), high.set(0), low.set(0); }
};

/// A total and its maximum.
struct Level {
  int64_t now = 0;   ///< the total
  int64_t peak = 0;  ///< its maximum

  /// Counts a change.
  void add(int64_t amount) { peak = std::max(peak, now += amount); }
  /// Counts what a thread did since it last told.
  void add(const Drift& drift) {
    peak = std::max(peak, now + drift.high.get());
    now += drift.now.get();
  }
};

/// The totals of a pool, in bytes. reserved = live + cached at all times.
struct Totals {
  Level asked;              ///< what callers asked for and hold
  Level live;               ///< the blocks they hold
  Level reserved;           ///< taken from upstream
  int64_t cached_peak = 0;  ///< most bytes cached at once

  /// Counts a block handed out (positive) or given back (negative).
  void add(int64_t asked_bytes, int64_t whole) {
    asked.add(asked_bytes);
    live.add(whole);
    note_cached(live.now);
  }
  /// Counts what a thread did since it last told.
  void add(const Drift& asked_drift, const Drift& live_drift) {
    note_cached(live.now + live_drift.low.get());
    asked.add(asked_drift);
    live.add(live_drift);
  }
  /// Bytes cached now.
  [[nodiscard]] int64_t cached() const { return reserved.now - live.now; }

 private:
  void note_cached(int64_t live_bytes) { cached_peak = std::max(cached_peak, reserved.now - live_bytes); }
};

}  // namespace llmsys::detail
