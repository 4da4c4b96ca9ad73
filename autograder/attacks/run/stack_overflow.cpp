// Tries: recurses without end
// Held by: the worker: a signal on a stack of its own ends it
// Policy: lets pass

namespace {
int deep(volatile char* before) {
  volatile char mine[4096];
  mine[0] = before[0];
  return deep(mine) + mine[0];
}
void attack() {
  volatile char first = 0;
  deep(&first);
}
}  // namespace
