#include "autograder/protocol/frame.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

struct Sockets {
  Sockets() { REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0); }
  ~Sockets() {
    close_writer();
    close(ends[1]);
  }
  void close_writer() {
    if (ends[0] >= 0) close(ends[0]);
    ends[0] = -1;
  }
  void put(const std::string& bytes) const { REQUIRE(write(ends[0], bytes.data(), bytes.size()) >= 0); }
  std::array<int, 2> ends{};
};

}  // namespace

TEST_CASE("a header announces a length up to the cap, and nothing else does") {
  for (const uint64_t size : {uint64_t{0}, uint64_t{1}, kMaxFrameBytes})
    CHECK(frame_length(frame_header(size)) == size);
  for (const uint64_t size : {kMaxFrameBytes + 1, uint64_t{1} << 60, ~uint64_t{0}})
    CHECK_FALSE(frame_length(frame_header(size)).has_value());
  CHECK(frame_header(5).size() == kFrameHeaderBytes);
  CHECK_FALSE(frame_length("").has_value());
  CHECK_FALSE(frame_length(frame_header(5).substr(1)).has_value());
  CHECK_FALSE(frame_length(frame_header(5) + "x").has_value());
  for (size_t i = 0; i < 8; ++i) {
    std::string header = frame_header(5);
    header[i] = static_cast<char>(header[i] ^ 1);
    CHECK_FALSE(frame_length(header).has_value());
  }
}

TEST_CASE("messages arrive whole and in order, empty and larger than any buffer") {
  const Sockets sockets;
  const std::string large(3000000, 'z');
  std::thread writer([&] {
    for (const std::string& bytes : {std::string("one"), std::string(), large}) write_frame(sockets.ends[0], bytes);
  });
  CHECK(read_frame(sockets.ends[1]) == "one");
  CHECK(read_frame(sockets.ends[1]) == "");
  CHECK(read_frame(sockets.ends[1]) == large);
  writer.join();
}

TEST_CASE("the end of the stream is no message; an end in the middle of one is an error") {
  for (const size_t kept : {size_t{0}, size_t{5}, kFrameHeaderBytes, kFrameHeaderBytes + 2}) {
    Sockets sockets;
    sockets.put((frame_header(4) + "four").substr(0, kept));
    sockets.close_writer();
    if (kept == 0)
      CHECK_FALSE(read_frame(sockets.ends[1]).has_value());
    else
      CHECK_THROWS_AS(read_frame(sockets.ends[1]), IoError);
  }
}

TEST_CASE("bytes that are no message, and lengths beyond the cap, are refused unread") {
  for (const std::string& bytes : {std::string(16, 'x'), frame_header(uint64_t{1} << 60)}) {
    const Sockets sockets;
    sockets.put(bytes);
    CHECK(message_of([&] { read_frame(sockets.ends[1]); }) == "[read_frame] not a message");
  }
}

TEST_CASE("writing to someone who is gone is an error, not a signal") {
  Sockets sockets;
  close(sockets.ends[1]);
  CHECK_THROWS_AS(write_frame(sockets.ends[0], std::string(1 << 20, 'x')), IoError);
  sockets.ends[1] = -1;
}
