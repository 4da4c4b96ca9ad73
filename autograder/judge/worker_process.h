/// @file
/// A worker process: its start, its limits, its end.
#pragma once
#include <optional>
#include <string>

#include "autograder/judge/channel.h"
#include "autograder/report/status.h"
#include "autograder/sandbox/box.h"
#include "autograder/sandbox/descriptor.h"

namespace llmsys {

/// How a worker ended, in words.
struct WorkerEnd {
  Status status;        ///< crash, timeout, memory, protocol; internal if it never began
  std::string message;  ///< what the student reads
};

/// Owns one running worker in a box of its own. All that it has started is killed by the destructor.
class WorkerProcess {
 public:
  /// Starts `program` with a socket as descriptor 3, its output in a pipe, no input.  @throws IoError
  WorkerProcess(const std::string& program, const Limits& limits);

  /// The judge's end of the socket; does not block.
  [[nodiscard]] int socket() const { return socket_.ours.get(); }
  /// The read end of its standard output and error; does not block.
  [[nodiscard]] int output() const { return output_.ours.get(); }
  /// The process that watches over it: all that runs in the box is below.
  [[nodiscard]] pid_t pid() const { return box_->pid(); }
  /// Kills what is left of it and says how it ended. `tail` is the end of its output, for the reason.
  /// @throws ValueError the second time
  WorkerEnd finish(const std::string& tail);

 private:
  Limits limits_;
  DescriptorPair socket_, output_;
  std::optional<Box> box_;
};

}  // namespace llmsys
