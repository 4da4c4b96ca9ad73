// Tries: answers with a tensor whose sizes overflow
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  std::string tensor;
  put(tensor, uint32_t{1});
  put_name(tensor, "strides");
  tensor += "T";
  tensor += '\0';
  tensor += '\4';
  for (int i = 0; i < 4; ++i) put(tensor, int64_t{1} << 62);
  send(reply(0, tensor));
}
}  // namespace
