// Tries: throws what is no exception
// Held by: the worker: anything that is thrown is told as such
// Policy: lets pass

namespace {
struct Strange {};
void attack() { throw Strange(); }
}  // namespace
