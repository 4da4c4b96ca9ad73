// Tries: answers with NaN where numbers are wanted
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  std::string nan;
  put(nan, uint32_t{1});
  put_name(nan, "strides");
  nan += 'd';
  put(nan, uint64_t{0x7ff8000000000000});
  send(reply(0, nan));
}
}  // namespace
