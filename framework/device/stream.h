/// @file
/// Queues of work on a device, and marks in them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

struct CUstream_st;  // CUDA's and the emulator's: cudaStream_t points to it
struct CUevent_st;

namespace llmsys {

/// A queue of work: what is put into one runs in that order; two streams wait for each other only by events. A small value;
/// the default one is CUDA's legacy default stream. Does not own.
class Stream {
 public:
  Stream() = default;
  /// From CUDA's own handle.
  Stream(CUstream_st* handle) : handle_(handle) {}
  /// CUDA's own handle.
  [[nodiscard]] CUstream_st* handle() const { return handle_; }
  /// CUDA's own handle, where one is wanted.
  operator CUstream_st*() const { return handle_; }
  /// Waits on the host until all that was put into it is done.  @throws DeviceError with what a kernel did wrong
  void synchronize() const;

 private:
  CUstream_st* handle_ = nullptr;
};

/// A stream that lives as long as this object, apart from the default stream (non-blocking).
class OwnedStream {
 public:
  OwnedStream();
  ~OwnedStream();
  OwnedStream(const OwnedStream&) = delete;
  OwnedStream& operator=(const OwnedStream&) = delete;
  /// It, without owning it.
  [[nodiscard]] Stream get() const { return stream_; }
  /// The same, where a Stream is wanted.
  operator Stream() const { return stream_; }

 private:
  Stream stream_;
};

/// A mark in a stream that other streams and the host can wait for.
class Event {
 public:
  Event();
  ~Event();
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  /// Puts the mark behind what `stream` has been given so far.
  void record(Stream stream);
  /// What `stream` is given from now on waits for the mark.
  void wait(Stream stream) const;
  /// Waits on the host.
  void synchronize() const;
  /// Milliseconds from this mark to `later`, for which it waits; to half a microsecond. Work of other streams counts, too, where
  /// it kept this one waiting.  @throws DeviceError in the emulator, which has no clock: its times mean nothing
  [[nodiscard]] float milliseconds_until(const Event& later) const;

 private:
  CUevent_st* handle_ = nullptr;
};

}  // namespace llmsys
