// Tries: waits for a lock that it holds
// Held by: limits of time
// Policy: lets pass

#include <condition_variable>
#include <mutex>

namespace {
void attack() {
  std::mutex mutex;
  std::condition_variable never;
  std::unique_lock lock(mutex);
  never.wait(lock, [] { return false; });
}
}  // namespace
