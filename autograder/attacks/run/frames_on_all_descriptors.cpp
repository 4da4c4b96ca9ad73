// Tries: sends answers on every descriptor there may be
// Held by: the judge: reads with bounds, checks every length; one answer a call
// Policy: refuses
// Kit: frames.h

namespace {
void attack() {
  for (int fd = 0; fd < 256; ++fd)
    for (int64_t id = 0; id < 4; ++id) {
      const std::string body = reply(id, std::string(4, '\0'));
      std::string frame = "llframv1";
      put(frame, uint64_t{body.size()});
      frame += body;
      if (write(fd, frame.data(), frame.size()) < 0) break;
    }
  send("");
}
}  // namespace
