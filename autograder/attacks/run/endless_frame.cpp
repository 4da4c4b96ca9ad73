// Tries: announces an answer of 2^60 bytes
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  std::string frame = "llframv1";
  put(frame, uint64_t{1} << 60);
  if (write(3, frame.data(), frame.size()) < 0) return;
}
}  // namespace
