// Tries: has a child answer while the parent has ended
// Held by: the judge: a test passes only if it received and checked an answer
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  if (fork() != 0) _exit(0);
  setsid();
  for (int64_t id = 0; id < 10; ++id) send(reply(id, std::string(4, '\0')));
  _exit(0);
}
}  // namespace
