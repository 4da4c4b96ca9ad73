/// @file
/// The way from a test to the code under test: a worker process, or (in `--debug` builds) a call in the same process.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "autograder/protocol/message.h"
#include "autograder/sandbox/level.h"
#include "framework/device/device.h"

namespace llmsys {

/// What a test case may use. Wall-clock time is per call, processor time and memory per worker.
struct Limits {
  double wall_seconds = 10;                   ///< a call must answer within this
  int cpu_seconds = 3;                        ///< processor seconds of the worker, all threads together
  int64_t memory_bytes = int64_t{4} << 30;    ///< address space of the worker
  int64_t resident_bytes = int64_t{2} << 30;  ///< memory that the worker and what it starts may take together
  SandboxLevel sandbox = SandboxLevel::l0;    ///< of the worker under test; the reference worker is ours
  bool timed = false;                         ///< its time is taken: see BoxSpec::timed
  Device device = Device::cpu;                ///< where the worker computes
  std::vector<std::string> student_files =
      {};          ///< "labs/NN_name/FILE": stacks are told by their lines, if they have any
  int mutant = 0;  ///< which generated mutant a worker that holds some is; 0: none
};

/// One conversation with the code under test.
class Channel {
 public:
  virtual ~Channel() = default;
  /// Asks and waits.  @throws GradeFailure (crash, timeout, memory, protocol) when no proper reply comes
  virtual Reply call(const Request& request) = 0;
  /// The beginning of what the code under test printed so far.
  [[nodiscard]] virtual std::string output() const = 0;
  /// Where the last error was thrown: "labs/00_warm_up/bigram.cpp:12 in bigram_counts\n  called at ..."; empty if nobody knows.
  [[nodiscard]] virtual std::string where_thrown() { return ""; }
};

/// Opens a fresh channel. Which kind is decided when the judge is linked: process_channel.cpp or local_channel.cpp.
/// @param program  the worker's executable; the local kind ignores it
/// @throws GradeFailure (internal) if it cannot be started
std::unique_ptr<Channel> open_channel(const std::string& program, const Limits& limits);

/// Whether the code under test has processes of its own, whose time can be taken; the local kind has not.
bool times_are_measured();

/// Opens a channel to a worker process, whatever open_channel() does: the reference worker is always one.
std::unique_ptr<Channel> open_process_channel(const std::string& program, const Limits& limits);

}  // namespace llmsys
