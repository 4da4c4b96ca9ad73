// Tries: answers with as many values as fit
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  std::string many;
  put(many, uint32_t{1});
  put_name(many, "strides");
  many += 'l';
  put(many, uint32_t{30000000});
  for (int i = 0; i < 30000000; ++i) many += "b\1";
  send(reply(0, many));
}
}  // namespace
