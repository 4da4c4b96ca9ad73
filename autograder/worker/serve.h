/// @file
/// Answers requests with a table of scenarios: in the worker process, or in place for `--debug`.
#pragma once
#include <map>
#include <string>

#include "autograder/protocol/frame.h"
#include "autograder/protocol/message.h"
#include "autograder/worker/devices.h"
#include "autograder/worker/scenario.h"

namespace llmsys {

/// Runs requests one after another and turns whatever is thrown into a reply.
class Server {
 public:
  /// Serves what register_scenarios() has registered, on `device`. Answers are on the CPU again.
  explicit Server(Device device = Device::cpu);
  /// Never throws for an error of the code under test: that is a reply with an error.
  Reply answer(const Request& request);
  /// The same as bytes, at most `max_bytes`. An answer that cannot be sent (an undefined tensor, too many bytes, no memory
  /// for them) becomes an error that says so.
  std::string answer_bytes(const Request& request, uint64_t max_bytes = kMaxFrameBytes);

 private:
  Values run(const Request& request);

  WorkerDevice device_;  // first: sessions hold memory of it
  ScenarioTable table_;
  std::map<int64_t, Session> sessions_;
};

}  // namespace llmsys
