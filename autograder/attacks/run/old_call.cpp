// Tries: answers a call that was never made
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() { send(reply(999999, std::string(4, '\0'))); }
}  // namespace
