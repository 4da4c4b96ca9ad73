#include "framework/simt/runtime/queue.h"

#include <execinfo.h>

#include <array>
#include <utility>

#include "framework/base/text.h"
#include "framework/simt/observer.h"

namespace llmsys::simt {

constinit std::atomic<int> g_deferring = 0;

namespace {

/// Where the calling thread is, innermost first.
std::vector<const void*> calls() {
  std::array<void*, 16> frames{};
  const int count = backtrace(frames.data(), static_cast<int>(frames.size()));
  return std::vector<const void*>(frames.begin(), frames.begin() + count);
}

/// Runs it at once: then it is known what a kernel touches.
void run_watched(Operation& operation) {
  operation.calls = calls();
  if (operation.action) std::exchange(operation.action, nullptr)();
  operation.done = true;
  if (ExecutionObserver* listener = observer()) operation.footprint = listener->take_footprint();
}

}  // namespace

// Never destroyed: destructors of static objects use streams.
Queue& queue() {
  static const auto the_queue = new Queue;
  return *the_queue;
}

CUstream_st* Queue::find(cudaStream_t handle) {
  if (handle == nullptr || handle == cudaStreamLegacy) return &default_stream_;
  if (handle == cudaStreamPerThread) {
    thread_local CUstream_st t_stream;
    if (t_stream.number == 0) t_stream.number = ++last_stream_;
    return &t_stream;
  }
  return streams_.contains(handle) ? handle : nullptr;
}

CUevent_st* Queue::find(cudaEvent_t handle) { return events_.contains(handle) ? handle : nullptr; }

cudaStream_t Queue::create_stream(unsigned flags, int priority) {
  auto stream = std::make_unique<CUstream_st>();
  stream->number = ++last_stream_;
  stream->flags = flags;
  stream->priority = priority;
  const cudaStream_t handle = stream.get();
  streams_.emplace(handle, std::move(stream));
  return handle;
}

cudaEvent_t Queue::create_event(unsigned flags) {
  auto event = std::make_unique<CUevent_st>();
  event->flags = flags;
  const cudaEvent_t handle = event.get();
  events_.emplace(handle, std::move(event));
  return handle;
}

bool Queue::destroy(cudaStream_t handle) {
  const auto found = streams_.find(handle);
  if (found == streams_.end()) return false;
  drop_capture(*found->second);
  streams_.erase(found);
  return true;
}

bool Queue::destroy(cudaEvent_t handle) { return events_.erase(handle) > 0; }

cudaError_t Queue::submit(CUstream_st& stream, const Work& work, Action action) {
  if (const cudaError_t error = check_implicit_wait(stream, work.what)) return error;
  if (stream.capture != nullptr) return add_node(stream, work, std::move(action));
  if (mode == StreamMode::eager)
    action();
  else
    stream.last = add(stream, work, std::move(action), before_next(stream));
  return cudaSuccess;
}

/// What the next operation of the stream comes after: its last one; and the default stream waits for all that was put into
/// others, which wait for it, too, unless they were created not to (CUDA Programming Guide, "Default Stream").
std::vector<Ticket> Queue::before_next(CUstream_st& stream) {
  std::vector<Ticket> after;
  if (stream.last != nullptr) after.push_back(stream.last);
  if (stream.number == 0)
    for (const auto& [number, last] : since_default_) after.push_back(last);
  else if (stream.flags != cudaStreamNonBlocking && last_default_ != nullptr)
    after.push_back(last_default_);
  return after;
}

Ticket Queue::add(CUstream_st& stream, const Work& work, Action action, std::vector<Ticket> after) {
  auto operation = std::make_shared<Operation>();
  operation->work = work;
  operation->stream = stream.number;
  operation->action = std::move(action);
  operation->after = std::move(after);
  if (mode == StreamMode::watched) {
    hazards.begins(work);
    run_watched(*operation);
  } else {
    scheduler_.add(operation);
  }
  hazards.check(operation);
  if (stream.number == 0) {
    last_default_ = operation;
    since_default_.clear();
  } else if (stream.flags != cudaStreamNonBlocking) {
    since_default_[stream.number] = operation;
  }
  return operation;
}

cudaError_t Queue::launch(CUstream_st& stream, const GraphNodes& nodes) {
  const Work work{"cudaGraphLaunch", cudaGraphNodeTypeGraph, {}};
  if (stream.capture != nullptr || mode == StreamMode::eager)
    return submit(stream, work, [nodes] {
      for (const auto& node : nodes)
        if (node->action) node->action();
    });
  if (const cudaError_t error = check_implicit_wait(stream, work.what)) return error;
  const Ticket begin = add(stream, work, nullptr, before_next(stream));
  std::vector<Ticket> tickets = {begin};
  for (const auto& node : nodes) {
    std::vector<Ticket> after = {begin};
    for (const int number : node->after) after.push_back(tickets[static_cast<size_t>(number) + 1]);
    tickets.push_back(add(stream, node->work, node->action, std::move(after)));
  }
  stream.last = add(stream, work, nullptr, std::move(tickets));
  return cudaSuccess;
}

cudaError_t Queue::record(CUevent_st& event, CUstream_st& stream) {
  if (const cudaError_t error = check_implicit_wait(stream, "cudaEventRecord")) return error;
  event.capture = stream.capture;
  event.frontier = stream.frontier;
  event.recorded = true;
  if (stream.capture == nullptr && mode != StreamMode::eager)
    event.ticket = stream.last = add(stream, {"cudaEventRecord", {}, {}}, nullptr, before_next(stream));
  return cudaSuccess;
}

void Queue::finish() {
  scheduler_.run_all();
  hazards.host_waited();
}

void Queue::finish(const Ticket& ticket) {
  if (ticket == nullptr) return;
  scheduler_.run_until(ticket);
  hazards.host_waited(ticket);
}

/// Of the default stream: also what it would wait for.
cudaError_t Queue::finish(CUstream_st& stream) {
  if (stream.number == 0)
    if (const cudaError_t error = submit(stream, {"cudaStreamSynchronize", cudaGraphNodeTypeEmpty, {}}, [] {}))
      return error;
  finish(stream.last);
  return cudaSuccess;
}

bool Queue::poll(const Ticket& ticket) {
  if (ticket == nullptr) return true;
  if (!ticket->done) scheduler_.run_one();
  if (ticket->done) hazards.host_waited(ticket);
  return ticket->done;
}

void Queue::set_mode(StreamMode now, uint64_t seed) {
  finish();
  g_deferring += (now != StreamMode::eager) - (mode != StreamMode::eager);
  mode = now;
  scheduler_ = Scheduler(seed, last_stream_ + 1);
  hazards = {};
}

void set_stream_mode(StreamMode mode, uint64_t seed) {
  const std::lock_guard lock(queue().mutex);
  queue().set_mode(mode, seed);
}

StreamMode stream_mode() { return queue().mode; }

std::vector<Finding> stream_findings() {
  const std::lock_guard lock(queue().mutex);
  return queue().hazards.findings();
}

}  // namespace llmsys::simt
