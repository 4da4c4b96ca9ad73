// The judge's side of the channel: one request out, one reply in, output drained all the while, nothing waited for
// longer than the limit.
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <optional>

#include "autograder/explain/crash_stack.h"
#include "autograder/judge/channel.h"
#include "autograder/judge/grade_failure.h"
#include "autograder/judge/worker_end.h"
#include "autograder/judge/worker_output.h"
#include "autograder/judge/worker_process.h"
#include "autograder/protocol/codec.h"
#include "autograder/protocol/frame.h"

namespace llmsys {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kMostReceived = size_t{128} << 20;  // in one case: the judge keeps the answers until it ends

class ProcessChannel : public Channel {
 public:
  ProcessChannel(const std::string& program, const Limits& limits)
      : program_(program), worker_(program, limits), limits_(limits), output_(worker_.output()) {}

  // After a failure the conversation is over: whoever asks again gets the same answer.
  Reply call(const Request& request) override {
    if (over_) throw GradeFailure(*over_);
    output_.forget_stack();
    try {
      return converse(request);
    } catch (const GradeFailure& failure) {
      over_ = failure;
      throw;
    }
  }

  [[nodiscard]] std::string output() const override { return last_words(output_.kept()).words; }

  [[nodiscard]] std::string where_thrown() override {
    output_.drain();
    return last_place(program_, output_, limits_);
  }

 private:
  Reply converse(const Request& request) {
    const std::string bytes = encode(to_values(request));
    const std::string answer = exchange(frame_header(bytes.size()) + bytes);
    try {
      Reply reply = reply_from(decode(std::string_view(answer).substr(kFrameHeaderBytes)));
      if (reply.call == request.call) return reply;
    } catch (const Error&) {
      throw GradeFailure(Status::protocol, "the worker's answer could not be read");
    }
    throw GradeFailure(Status::protocol, "the worker answered another call than the one it was asked");
  }

  // The answer, its header in front.
  std::string exchange(std::string_view out) {
    const Clock::time_point deadline =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(limits_.wall_seconds));
    std::string in;
    while (true) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
      if (left <= 0) out_of_time();
      pollfd ready[2] = {{worker_.socket(), static_cast<short>(POLLIN | (out.empty() ? 0 : POLLOUT)), 0},
                         {output_.descriptor(), POLLIN, 0}};
      if (poll(ready, 2, static_cast<int>(left)) < 0 && errno != EINTR)
        throw GradeFailure(Status::internal, "poll failed");
      if (ready[1].revents != 0) output_.drain();
      if ((ready[0].revents & POLLOUT) != 0) send_some(out);
      if ((ready[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0 && receive(in)) return in;
    }
  }

  void send_some(std::string_view& out) const {
    const ssize_t n = send(worker_.socket(), out.data(), out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0) out.remove_prefix(static_cast<size_t>(n));
  }

  // Takes what has arrived; true when the frame is complete.
  bool receive(std::string& in) {
    char buffer[65536];
    const ssize_t n = recv(worker_.socket(), buffer, sizeof buffer, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return false;
    if (n <= 0) throw end_of(program_, worker_, output_, limits_);
    in.append(buffer, static_cast<size_t>(n));
    received_ += static_cast<size_t>(n);
    if (received_ > kMostReceived)
      throw GradeFailure(Status::protocol,
                         text("the worker's answers take more than ", kMostReceived >> 20, " MiB together"));
    if (in.size() < kFrameHeaderBytes) return false;
    const auto length = frame_length(std::string_view(in).substr(0, kFrameHeaderBytes));
    if (!length || in.size() > kFrameHeaderBytes + *length)
      throw GradeFailure(Status::protocol, "the worker sent something that is not an answer");
    return in.size() == kFrameHeaderBytes + *length;
  }

  [[noreturn]] void out_of_time() {
    output_.drain();  // near its limit, the worker has said where it is
    const std::string where = last_place(program_, output_, limits_);
    throw GradeFailure(Status::timeout,
                       text("no answer within ", limits_.wall_seconds, " s: a loop without end, or a deadlock?",
                            where.empty() ? "" : "\nWhere: ", where));
  }

  std::string program_;
  WorkerProcess worker_;
  Limits limits_;
  size_t received_ = 0;
  WorkerOutput output_;
  std::optional<GradeFailure> over_;
};

}  // namespace

std::unique_ptr<Channel> open_process_channel(const std::string& program, const Limits& limits) {
  try {
    return std::make_unique<ProcessChannel>(program, limits);
  } catch (const Error& error) {
    throw GradeFailure(Status::internal, error.what());  // no fault of the student's
  }
}

}  // namespace llmsys
