// The worker whose time is taken: the plain build of the student's files, without checks. Requests come through memory that it
// shares with the judge. A byte on the socket says that one is there; a byte back says that the answer is complete.
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "autograder/protocol/codec.h"
#include "autograder/protocol/shared_memory.h"
#include "autograder/worker/crash_report.h"
#include "autograder/worker/serve.h"
#include "autograder/worker/timed_scenarios.h"
#include "framework/base/context.h"

namespace llmsys {

void register_scenarios(ScenarioTable& table) { add_timed_scenarios(table); }

namespace {

constexpr int kChannel = 3;

// The answers to all calls of a request, in their order.
std::string answer(Server& server, const std::string& bytes) {
  const Values request = decode(bytes);
  List replies;
  for (const Value& call : request["calls"].list())
    replies.push_back(to_values(server.answer(request_from(call.map()))));
  return encode({{"replies", replies}});
}

int serve() {
  const auto [requests_descriptor, answers_descriptor] = receive_descriptors(kChannel);
  const SharedMemory requests(requests_descriptor, false);
  SharedMemory answers(answers_descriptor, true);
  Context mine;
  mine.threads = 1;  // processor time is what counts, of all threads together
  const ContextScope scope(mine);
  Server server;
  for (char signal = 0; read(kChannel, &signal, 1) == 1;) {
    answers.write(answer(server, requests.read()));
    if (write(kChannel, &signal, 1) != 1) return 1;
  }
  return 0;
}

}  // namespace
}  // namespace llmsys

int main() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // no worker outlives its judge, however that ends
  llmsys::install_crash_report();
  try {
    return llmsys::serve();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "worker: %s\n", error.what());
    return 1;
  }
}
