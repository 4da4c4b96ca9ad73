#include "autograder/protocol/message.h"

#include "autograder/protocol/codec.h"
#include "autograder/protocol/random_values.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("a request comes back as it was") {
  Rng rng(3);
  const Request request{
      .call = 7, .scenario = "attention", .op = "open", .session = 2, .inputs = random_values(rng, 2)};
  const Request back = request_from(decode(encode(to_values(request))));
  CHECK(back.call == 7);
  CHECK(back.scenario == "attention");
  CHECK(back.op == "open");
  CHECK(back.session == 2);
  CHECK(encode(back.inputs) == encode(request.inputs));
}

TEST_CASE("a reply comes back with its outputs and its probes in order") {
  Rng rng(4);
  const Reply reply{.call = 8,
                    .outputs = random_values(rng, 2),
                    .error = {},
                    .probes = {{"scores", random_tensor(rng)}, {"scores", random_tensor(rng)}}};
  const Reply back = reply_from(decode(encode(to_values(reply))));
  CHECK(back.call == 8);
  CHECK_FALSE(back.error.has_value());
  CHECK(encode(to_values(back)) == encode(to_values(reply)));
  REQUIRE(back.probes.size() == 2);
  CHECK(back.probes[1].name == "scores");
}

TEST_CASE("an error of every kind comes back") {
  for (int kind = 0; kind <= static_cast<int>(ErrorKind::other); ++kind) {
    const RemoteError error{.kind = static_cast<ErrorKind>(kind), .message = "what\xff", .where = "file.cpp:3"};
    const Reply back =
        reply_from(decode(encode(to_values(Reply{.call = 1, .outputs = {}, .error = error, .probes = {}}))));
    REQUIRE(back.error.has_value());
    CHECK(back.error->kind == error.kind);
    CHECK(back.error->message == error.message);
    CHECK(back.error->where == error.where);
    CHECK(back.outputs.size() == 0);
  }
}

TEST_CASE("messages with parts missing or of the wrong type are refused") {
  const Values request = to_values(Request{.call = 1, .scenario = "s", .op = "", .session = -1, .inputs = {}});
  const Values reply = to_values(Reply{.call = 1, .outputs = {}, .error = {}, .probes = {}});
  for (const auto& [name, value] : request) {
    Values broken = request;
    broken.set(name, List{});
    CHECK_THROWS_AS(request_from(broken), ValueError);
  }
  for (const auto& [name, value] : reply) {
    Values broken = reply;
    broken.set(name, 0.5);
    CHECK_THROWS_AS(reply_from(broken), ValueError);
  }
  CHECK_THROWS_AS(request_from({}), ValueError);
  CHECK_THROWS_AS(reply_from({}), ValueError);
  Values with_error = reply;
  with_error.set("error", Values{{"kind", "shape"}});
  CHECK_THROWS_AS(reply_from(with_error), ValueError);
  Values with_probe = reply;
  with_probe.set("probes", List{Values{{"name", "x"}, {"value", 1}}});
  CHECK_THROWS_AS(reply_from(with_probe), ValueError);
}
