// Tries: answers with lists in lists, a hundred thousand deep
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  std::string deep;
  put(deep, uint32_t{1});
  put_name(deep, "strides");
  for (int i = 0; i < 100000; ++i) {
    deep += 'l';
    put(deep, uint32_t{1});
  }
  send(reply(0, deep));
}
}  // namespace
