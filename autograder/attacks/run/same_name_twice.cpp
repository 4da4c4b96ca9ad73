// Tries: answers with one name twice
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  std::string twice;
  put(twice, uint32_t{2});
  for (int i = 0; i < 2; ++i) {
    put_name(twice, "strides");
    twice += "b\1";
  }
  send(reply(0, twice));
}
}  // namespace
