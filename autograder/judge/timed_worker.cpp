#include "autograder/judge/timed_worker.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "autograder/judge/cpu_time.h"
#include "autograder/judge/grade_failure.h"
#include "autograder/judge/worker_end.h"
#include "autograder/protocol/codec.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::string encoded(const std::vector<Request>& calls) {
  List list;
  for (const Request& call : calls) list.push_back(to_values(call));
  return encode({{"calls", list}});
}

std::vector<Reply> replies_in(const std::string& answer, const std::vector<Request>& calls) {
  std::vector<Reply> replies;
  try {
    const Values all = decode(answer);
    for (const Value& reply : all["replies"].list()) replies.push_back(reply_from(reply.map()));
  } catch (const Error&) {
    throw GradeFailure(Status::protocol, "the worker's answer could not be read");
  }
  bool right = replies.size() == calls.size();
  for (size_t i = 0; right && i < calls.size(); ++i) right = replies[i].call == calls[i].call;
  if (!right) throw GradeFailure(Status::protocol, "the worker answered other calls than those it was asked");
  return replies;
}

}  // namespace

TimedWorker::TimedWorker(const std::string& program, const Limits& limits) try
    : program_(program), limits_(limits), worker_(program, limits), output_(worker_.output()) {
  requests_.seal_against_writers();
  send_descriptors(worker_.socket(), {requests_.descriptor(), answers_.descriptor()});
} catch (const Error& error) {
  throw GradeFailure(Status::internal, error.what());  // no fault of the student's
}

TimedAnswer TimedWorker::ask(const std::vector<Request>& calls) {
  TimedAnswer out;
  const std::string answer = exchange(encoded(calls), out.wall_seconds);
  out.replies = replies_in(answer, calls);
  return out;
}

std::string TimedWorker::exchange(const std::string& request, double& wall_seconds) {
  answers_.clear();
  const double queued = own_queued_seconds();
  const Clock::time_point start = Clock::now();
  requests_.write(request);
  const char signal = 0;
  if (send(worker_.socket(), &signal, 1, MSG_NOSIGNAL) == 1) wait_for_signal();
  try {
    std::string answer = answers_.read();
    wall_seconds = seconds_since(start);
    wall_seconds = std::max(0.0, wall_seconds - (own_queued_seconds() - queued));
    return answer;
  } catch (const ValueError& error) {
    throw GradeFailure(Status::protocol, text("the worker said that its answer is complete, but ", error.what()));
  }
}

void TimedWorker::wait_for_signal() {
  const Clock::time_point start = Clock::now();
  while (true) {
    const auto left = static_cast<int>(1000 * (limits_.wall_seconds - seconds_since(start)));
    if (left <= 0)
      throw GradeFailure(Status::timeout,
                         text("no answer within ", limits_.wall_seconds, " s while time was taken: far too slow?"));
    pollfd ready[2] = {{worker_.socket(), POLLIN, 0}, {output_.descriptor(), POLLIN, 0}};
    if (poll(ready, 2, left) < 0 && errno != EINTR) throw GradeFailure(Status::internal, "poll failed");
    if (ready[1].revents != 0) output_.drain();
    if (ready[0].revents == 0) continue;
    char signal = 0;
    const ssize_t n = recv(worker_.socket(), &signal, 1, MSG_DONTWAIT);
    if (n == 1) return;
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    throw end_of(program_, worker_, output_, limits_);
  }
}

}  // namespace llmsys
