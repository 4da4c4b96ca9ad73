/// @file
/// Ctrl-C during long work that ends cleanly: the first asks to stop, the second ends the program.
#pragma once
#include <pthread.h>

#include <atomic>
#include <csignal>
#include <thread>

namespace llmsys {

/// While one lives, SIGINT and SIGTERM set stop(); programs that are started meanwhile do not see Ctrl-C, and so come to
/// their end. The terminal is told.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Whether to stop.
  [[nodiscard]] const std::atomic<bool>& stop() const { return stop_; }

 private:
  void wait_for_signals();

  sigset_t signals_{}, before_{};
  std::atomic<bool> stop_ = false, done_ = false;
  std::thread waiting_;
};

}  // namespace llmsys
