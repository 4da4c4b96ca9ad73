/// @file
/// Runs the operations of checked mode in a random order that respects their dependences.
#pragma once
#include "framework/simt/runtime/operation.h"

namespace llmsys::simt {

/// Operations form a graph: each names those that come before it. Chooses among the ready ones; not thread-safe.
class Scheduler {
 public:
  /// @param seed  the same gives the same order   @param first_stream  number from which streams are told apart
  explicit Scheduler(uint64_t seed = 0, int first_stream = 0) : random_(seed), first_stream_(first_stream) {}
  /// Adds an operation; those in its `after` were added before.
  void add(const Ticket& operation);
  /// Runs ready operations, whichever, until this one is done.
  void run_until(const Ticket& target);
  /// Runs all.
  void run_all();
  /// Runs one, if there is one: what time does while a host asks again and again.
  void run_one();

 private:
  uint64_t random();
  size_t choose();

  std::vector<Ticket> ready_;
  uint64_t random_;
  int first_stream_;
  uint64_t preference_ = 0;  // which streams are fast for now
};

}  // namespace llmsys::simt
