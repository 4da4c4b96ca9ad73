#include "autograder/submission/unpack_apart.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "autograder/sandbox/box.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr double kEndSeconds = 1;  // for a process that has answered to end by itself

BoxSpec spec_for(const UnpackBox& box) {
  constexpr int64_t kProgram = int64_t{256} << 20;  // what the program takes itself, with a sanitizer too
  return {.level = box.sandbox,
          .limits = {.wall_seconds = 60.0 * box.seconds,
                     .cpu_seconds = box.seconds + 1,  // the program's own limit comes first, and is told as such
                     .resident_bytes = box.memory_bytes + kProgram,
                     .processes = 4}};
}

// All that comes until the other end closes or the time is over.
std::string read_until(int descriptor, std::chrono::steady_clock::time_point end) {
  std::string out;
  char block[size_t{64} << 10];
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd wait{descriptor, POLLIN, 0};
    if (left.count() <= 0 || poll(&wait, 1, static_cast<int>(left.count())) == 0) return out;
    const ssize_t n = read(descriptor, block, sizeof block);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return out;
    out.append(block, static_cast<size_t>(n));
  }
}

Found refused(const std::string& reason) { return {.refusal = reason, .files = {}, .others = {}}; }

}  // namespace

Found unpack_apart(const std::string& path, const std::vector<std::string>& names, const UnpackBox& box) {
  const Descriptor archive(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (archive.get() < 0) return refused(text("it cannot be opened: ", std::strerror(errno)));
  const Descriptor nothing(open("/dev/null", O_WRONLY | O_CLOEXEC));
  DescriptorPair pipe = open_pipe();
  std::vector<std::string> words = {box.program, text(box.memory_bytes), text(box.seconds)};
  words.insert(words.end(), names.begin(), names.end());
  Box process(words, spec_for(box), {.output = nothing.get(), .passed = {archive.get(), pipe.theirs.get()}});
  pipe.theirs.reset();
  const std::string answer =
      read_until(pipe.ours.get(), std::chrono::steady_clock::now() + std::chrono::seconds(60 * box.seconds));
  const BoxEnd end = process.finish(kEndSeconds);
  LLMSYS_CHECK(IoError, end.failure.empty(), "the archive ", path, " was not looked at: ", end.failure);
  if (answer.ends_with("end\n")) return from_wire(answer);
  if (end.out_of_memory) return refused("it takes too much memory to unpack: pack it as a plain zip");
  if (end.out_of_time || end.stopped || end.signal == SIGXCPU || end.signal == SIGKILL)
    return refused(text("it takes longer than ", box.seconds, " s to unpack: hand in the task files only"));
  return from_wire(answer);
}

}  // namespace llmsys
