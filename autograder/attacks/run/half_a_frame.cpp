// Tries: sends half an answer and ends
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  if (write(3, "llframv1\x40", 9) > 0) _exit(0);
}
}  // namespace
