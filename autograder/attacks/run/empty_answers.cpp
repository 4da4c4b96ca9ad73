// Tries: answers the calls to come, with the right numbers and no values
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  for (int64_t id = 0; id < 10; ++id) send(reply(id, std::string(4, '\0')));
}
}  // namespace
