// Tries: goes on working after the call has returned
// Held by: fresh workers: a thread ends with its worker
// Policy: lets pass
// Place: solution

#include <chrono>
#include <cstdio>
#include <thread>

namespace {
void attack() {
  std::thread([] {
    for (int i = 0; i < 1000; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      std::puts("still here");
    }
  }).detach();
}
}  // namespace
