/// @file
/// What attacks on the protocol have in common: answers as a worker sends them, written by hand. A part of their files.
#pragma once
#include <unistd.h>

#include <cstdint>
#include <string>

namespace {
template <class T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
void put_name(std::string& out, const std::string& name) {
  put(out, static_cast<uint16_t>(name.size()));
  out += name;
}
// A reply to call `id`, whose outputs are the bytes of an encoded map.
std::string reply(int64_t id, const std::string& outputs) {
  std::string out;
  put(out, uint32_t{3});
  put_name(out, "call");
  out += 'i';
  put(out, id);
  put_name(out, "probes");
  out += 'l';
  put(out, uint32_t{0});
  put_name(out, "outputs");
  return out + "m" + outputs;
}
void send(const std::string& body) {
  std::string frame = "llframv1";
  put(frame, uint64_t{body.size()});
  frame += body;
  for (size_t done = 0; done < frame.size();) {
    const ssize_t n = write(3, frame.data() + done, frame.size() - done);
    if (n <= 0) return;
    done += static_cast<size_t>(n);
  }
}
}  // namespace
