/// @file
/// A request to a worker and its reply, as Values.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "autograder/protocol/values.h"
#include "framework/base/error.h"

namespace llmsys {

/// Ask a scenario, or an open session of one, for its answer.
struct Request {
  int64_t call = 0;      ///< number of the call; the reply repeats it
  std::string scenario;  ///< name of the scenario; of the session's kind when one is opened
  std::string op;        ///< operation of a session; empty for plain scenarios, "open" makes the session
  int64_t session = -1;  ///< number of the session; -1: none
  Values inputs;         ///< what the scenario gets
};

/// An exception, as it crosses the border.
struct RemoteError {
  ErrorKind kind = ErrorKind::other;  ///< which exception it was
  std::string message;                ///< what()
  std::string where;                  ///< file and line that threw, if known
};

/// An intermediate that the code under test marked with probe().
struct Probe {
  std::string name;  ///< as given to probe()
  Tensor value;      ///< a copy, taken then
};

/// The answer: values or an error, and the intermediates on the way.
struct Reply {
  int64_t call = 0;                  ///< which call this answers
  Values outputs;                    ///< what the scenario returned, if it returned
  std::optional<RemoteError> error;  ///< what it threw, if it threw
  std::vector<Probe> probes;         ///< in the order of the calls to probe()
};

/// As Values, ready to encode().
Values to_values(const Request& request);
/// As Values, ready to encode().
Values to_values(const Reply& reply);
/// The inverse.  @throws ValueError if a part is missing or of the wrong type
Request request_from(const Values& values);
/// The inverse.  @throws ValueError if a part is missing or of the wrong type
Reply reply_from(const Values& values);

}  // namespace llmsys
