/// @file
/// Answers requests with a table of scenarios: in the worker process, or in place for `--debug`.
#pragma once
#include <map>

#include "autograder/protocol/message.h"
#include "autograder/worker/scenario.h"

namespace llmsys {

/// Runs requests one after another and turns whatever is thrown into a reply.
class Server {
 public:
  /// Serves what register_scenarios() has registered.
  Server();
  /// Never throws for an error of the code under test: that is a reply with an error.
  Reply answer(const Request& request);

 private:
  Values run(const Request& request);

  ScenarioTable table_;
  std::map<int64_t, Session> sessions_;
};

}  // namespace llmsys
