// Tries: sends the largest answer that is allowed, all zeros
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() { send(std::string(63 << 20, '\0')); }
}  // namespace
