// The worker: holds the student's code, answers requests on file descriptor 3, knows nothing of points or right answers.
#include <sys/prctl.h>

#include <csignal>
#include <cstdio>

#include "autograder/protocol/codec.h"
#include "autograder/protocol/frame.h"
#include "autograder/worker/crash_report.h"
#include "autograder/worker/serve.h"
#include "framework/base/context.h"
#include "framework/memory/poison_resource.h"

namespace {

constexpr int kChannel = 3;

int serve() {
  llmsys::PoisonResource poison(llmsys::default_memory());
  llmsys::Context mine;
  mine.memory = &poison;
  const llmsys::ContextScope scope(mine);
  llmsys::Server server;
  while (const auto bytes = llmsys::read_frame(kChannel)) {
    const std::string answer = server.answer_bytes(llmsys::request_from(llmsys::decode(*bytes)));
    std::fflush(nullptr);
    llmsys::write_frame(kChannel, answer);
  }
  return 0;
}

}  // namespace

int main() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // no worker outlives its judge, however that ends
  llmsys::install_crash_report();
  try {
    return serve();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "worker: %s\n", error.what());
    return 1;
  }
}
