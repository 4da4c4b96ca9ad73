// Tries: computes without end
// Held by: limits of time
// Policy: lets pass

namespace {
void attack() {
  for (volatile bool on = true; on;) {}
}
}  // namespace
