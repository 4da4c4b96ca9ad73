// Tries: sends answers without end
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  for (volatile bool on = true; on;) send(reply(0, std::string(4, '\0')));
}
}  // namespace
