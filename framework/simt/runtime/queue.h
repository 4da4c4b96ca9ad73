/// @file
/// The device's work: streams, events, and what waits in them.
#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "framework/simt/runtime/failure.h"
#include "framework/simt/runtime/graph.h"
#include "framework/simt/runtime/hazards.h"
#include "framework/simt/runtime/operation.h"
#include "framework/simt/runtime/scheduler.h"
#include "framework/simt/streams.h"

/// A stream. cudaStream_t points to it.
struct CUstream_st {
  int number = 0;                                  ///< 0 is the default stream
  unsigned flags = cudaStreamDefault;              ///< as created
  int priority = 0;                                ///< as created: heard, not obeyed
  llmsys::simt::Ticket last;                       ///< outside of eager mode: last operation
  std::shared_ptr<llmsys::simt::Capture> capture;  ///< set while it is captured
  std::vector<int> frontier;                       ///< in a capture: nodes that the next one comes after
};

/// A mark in a stream. cudaEvent_t points to it.
struct CUevent_st {
  unsigned flags = cudaEventDefault;               ///< as created
  bool recorded = false;                           ///< ever
  llmsys::simt::Ticket ticket;                     ///< outside of eager mode: what it waits for
  std::shared_ptr<llmsys::simt::Capture> capture;  ///< set if it was recorded in a captured stream
  std::vector<int> frontier;                       ///< and behind which nodes
};

namespace llmsys::simt {

/// Not 0 while work may have to wait or is watched: outside of eager mode, or while a stream is captured.
extern constinit std::atomic<int> g_deferring;

/// Streams, events and the order among them; one for the process.
class Queue {
 public:
  /// Guards all; an action may call the runtime again.
  std::recursive_mutex mutex;

  /// @name Handles. Null if there is no such thing.
  /// @{
  CUstream_st* find(cudaStream_t handle);
  CUevent_st* find(cudaEvent_t handle);
  cudaStream_t create_stream(unsigned flags, int priority);
  cudaEvent_t create_event(unsigned flags);
  bool destroy(cudaStream_t handle);
  bool destroy(cudaEvent_t handle);
  /// @}

  /// Does, queues or captures an operation.
  cudaError_t submit(CUstream_st& stream, const Work& work, Action action);
  /// Launches a graph's nodes as operations of the stream.
  cudaError_t launch(CUstream_st& stream, const GraphNodes& nodes);
  /// Marks the end of what is in the stream so far.
  cudaError_t record(CUevent_st& event, CUstream_st& stream);
  /// Lets what comes next in the stream wait for the mark.
  cudaError_t wait(CUstream_st& stream, const CUevent_st& event);

  /// @name The host waits
  /// @{
  void finish();
  void finish(const Ticket& ticket);
  cudaError_t finish(CUstream_st& stream);
  /// Whether it is done; else lets a little time pass.
  bool poll(const Ticket& ticket);
  /// @}

  /// @name Capture
  /// @{
  cudaError_t begin_capture(CUstream_st& stream, cudaStreamCaptureMode mode);
  cudaError_t end_capture(CUstream_st& stream, CUgraph_st*& graph);
  /// Why `what`, which concerns all the device, cannot be called now; cudaSuccess if it can.
  cudaError_t refuse_in_capture(const char* what);
  /// @}

  /// Changes the mode when all is done.
  void set_mode(StreamMode mode, uint64_t seed);
  StreamMode mode = StreamMode::eager;  ///< in force
  Hazards hazards;                      ///< what was found

 private:
  Ticket add(CUstream_st& stream, const Work& work, Action action, std::vector<Ticket> after);
  std::vector<Ticket> before_next(CUstream_st& stream);
  cudaError_t add_node(CUstream_st& stream, const Work& work, Action action);
  void drop_capture(CUstream_st& stream);
  cudaError_t check_implicit_wait(const CUstream_st& stream, const char* what);

  std::unordered_map<cudaStream_t, std::unique_ptr<CUstream_st>> streams_;
  std::unordered_map<cudaEvent_t, std::unique_ptr<CUevent_st>> events_;
  std::vector<std::shared_ptr<Capture>> captures_;  // in progress
  CUstream_st default_stream_;
  int last_stream_ = 0;
  Scheduler scheduler_;
  Ticket last_default_;                  // last operation of the default stream
  std::map<int, Ticket> since_default_;  // last operation since then, of each stream that waits for it
};

/// The one.
Queue& queue();

/// Does `action` in the order of the stream: now, later, or as a node of a graph. Costs nothing but a look at the handle
/// where it is done now.
template <class Function>
cudaError_t enqueue(cudaStream_t stream, const Work& work, Function&& action) {
  if (g_deferring == 0 && stream == nullptr) {
    action();
    return cudaSuccess;
  }
  Queue& all = queue();
  CUstream_st* found = nullptr;
  {
    const std::lock_guard lock(all.mutex);
    found = all.find(stream);
    if (found == nullptr)
      return fail(cudaErrorInvalidResourceHandle, text("[", work.what, "] no such stream: was it destroyed?"));
    if (g_deferring != 0) return all.submit(*found, work, Action(std::forward<Function>(action)));
  }
  action();
  return cudaSuccess;
}

}  // namespace llmsys::simt
