#include "autograder/judge/channel.h"

namespace llmsys {

std::unique_ptr<Channel> open_channel(const std::string& program, const Limits& limits) {
  return open_process_channel(program, limits);
}

bool times_are_measured() { return true; }

}  // namespace llmsys
