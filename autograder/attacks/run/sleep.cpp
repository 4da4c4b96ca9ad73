// Tries: sleeps
// Held by: limits of time
// Policy: lets pass

#include <chrono>
#include <thread>

namespace {
void attack() { std::this_thread::sleep_for(std::chrono::hours(1)); }
}  // namespace
