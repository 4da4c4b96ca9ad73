#include "autograder/judge/channel.h"

namespace llmsys {

std::unique_ptr<Channel> open_channel(const std::string& program, const Limits& limits) {
  return open_process_channel(program, limits);
}

}  // namespace llmsys
