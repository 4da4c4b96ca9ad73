// Tries: answers with a tensor of negative size
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
  tensor += '\2';
  put(tensor, int64_t{-1});
  put(tensor, int64_t{-1});
  send(reply(0, tensor));
}
}  // namespace
