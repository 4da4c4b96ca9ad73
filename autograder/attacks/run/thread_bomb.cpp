// Tries: starts threads until no more can be had
// Held by: the sandbox: few processes, all of which end with the worker
// Policy: lets pass

#include <chrono>
#include <thread>
#include <vector>

namespace {
void attack() {
  std::vector<std::jthread> all;
  for (int i = 0; i < 20000; ++i) all.emplace_back([] { std::this_thread::sleep_for(std::chrono::seconds(1)); });
}
}  // namespace
