#include "autograder/worker/throw_place.h"

#include <execinfo.h>

#include <array>
#include <cstring>
#include <exception>
#include <mutex>

#include "autograder/worker/crash_report.h"

namespace llmsys {
namespace {

constexpr int kMostFrames = 24;
constexpr int kMostNoted = 10'000;  // throws; each costs some microseconds

struct LastThrow {
  std::mutex mutex;
  const void* object = nullptr;
  std::array<void*, kMostFrames> frames{};
  int count = 0, noted = 0;
};

LastThrow& last_throw() {
  static LastThrow last;
  return last;
}

// Where the run-time library keeps the exception that is being handled: an exception_ptr is a pointer to it.
const void* current_object() {
  const std::exception_ptr current = std::current_exception();
  const void* object = nullptr;
  static_assert(sizeof current == sizeof object);
  std::memcpy(&object, &current, sizeof object);
  return object;
}

}  // namespace

void note_throw(const void* object) {
  LastThrow& last = last_throw();
  const std::lock_guard lock(last.mutex);
  last.object = nullptr;
  if (last.noted == kMostNoted) return;
  ++last.noted;
  last.object = object;
  last.count = backtrace(last.frames.data(), kMostFrames);
}

void say_where_thrown() {
  LastThrow& last = last_throw();
  const std::lock_guard lock(last.mutex);
  if (last.object == nullptr || last.object != current_object()) return;
  constexpr int kOwnFrames = 2;  // note_throw() and the hook
  if (last.count > kOwnFrames) say_stack(last.frames.data() + kOwnFrames, last.count - kOwnFrames);
}

}  // namespace llmsys
