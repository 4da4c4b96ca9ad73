/// @file
/// A worker process: its start, its limits, its end.
#pragma once
#include <sys/types.h>

#include <string>

#include "autograder/judge/channel.h"
#include "autograder/report/status.h"

namespace llmsys {

/// How a worker ended, in words.
struct WorkerEnd {
  Status status;        ///< crash, timeout or memory
  std::string message;  ///< what the student reads
};

/// Owns one running worker in a process group of its own. Killed and reaped by the destructor.
class WorkerProcess {
 public:
  /// Starts `program` with a socket as descriptor 3, its output in a pipe, no input.  @throws IoError
  WorkerProcess(const std::string& program, const Limits& limits);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  /// The judge's end of the socket; does not block.
  [[nodiscard]] int socket() const { return socket_; }
  /// The read end of its standard output and error; does not block.
  [[nodiscard]] int output() const { return output_; }
  /// Its process; -1 after finish().
  [[nodiscard]] pid_t pid() const { return pid_; }
  /// Kills what is left of it and says how it ended. `tail` is the end of its output, for the reason.
  /// @throws ValueError the second time
  WorkerEnd finish(const std::string& tail);

 private:
  void kill_group() const;

  pid_t pid_ = -1;
  int socket_ = -1;
  int output_ = -1;
  Limits limits_;
};

}  // namespace llmsys
