// The worker: holds the student's code, answers requests on file descriptor 3, knows nothing of points or right answers.
//
// Usage: worker [cpu|cuda [SECONDS]]   where tensors are; after how many seconds a call says where it is
#include <sys/prctl.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "autograder/protocol/codec.h"
#include "autograder/protocol/frame.h"
#include "autograder/worker/crash_report.h"
#include "autograder/worker/serve.h"
#include "framework/base/context.h"
#include "framework/memory/poison_resource.h"

namespace {

constexpr int kChannel = 3;

int serve(llmsys::Device device, double slow_seconds) {
  llmsys::PoisonResource poison(llmsys::default_memory());
  llmsys::Context mine;
  mine.memory = &poison;
  const llmsys::ContextScope scope(mine);
  llmsys::Server server(device);
  while (const auto bytes = llmsys::read_frame(kChannel)) {
    const llmsys::Request request = llmsys::request_from(llmsys::decode(*bytes));
    const llmsys::SlowCallReport report(slow_seconds);
    const std::string answer = server.answer_bytes(request);
    std::fflush(nullptr);
    llmsys::write_frame(kChannel, answer);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // no worker outlives its judge, however that ends
  llmsys::install_crash_report();
  try {
    const bool cuda = argc > 1 && std::string_view(argv[1]) == "cuda";
    return serve(cuda ? llmsys::Device::cuda : llmsys::Device::cpu, argc > 2 ? std::atof(argv[2]) : 0);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "worker: %s\n", error.what());
    return 1;
  }
}
