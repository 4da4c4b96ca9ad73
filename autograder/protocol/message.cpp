#include "autograder/protocol/message.h"

namespace llmsys {

Values to_values(const Request& request) {
  return {{"call", request.call},
          {"scenario", request.scenario},
          {"op", request.op},
          {"session", request.session},
          {"inputs", request.inputs}};
}

Request request_from(const Values& values) {
  return {.call = values["call"].integer(),
          .scenario = values["scenario"].bytes(),
          .op = values["op"].bytes(),
          .session = values["session"].integer(),
          .inputs = values["inputs"].map()};
}

Values to_values(const Reply& reply) {
  List probes;
  for (const Probe& probe : reply.probes) probes.push_back(Values{{"name", probe.name}, {"value", probe.value}});
  Values out{{"call", reply.call}, {"probes", probes}};
  if (reply.error) {
    out.set("error", Values{{"kind", std::string(to_text(reply.error->kind))},
                            {"message", reply.error->message},
                            {"where", reply.error->where}});
  } else {
    out.set("outputs", reply.outputs);
  }
  return out;
}

Reply reply_from(const Values& values) {
  Reply reply{.call = values["call"].integer(), .outputs = {}, .error = {}, .probes = {}};
  for (const Value& item : values["probes"].list())
    reply.probes.push_back({item.map()["name"].bytes(), item.map()["value"].tensor()});
  if (const Value* error = values.find("error")) {
    const Values& parts = error->map();
    reply.error = RemoteError{.kind = error_kind_from_name(parts["kind"].bytes()),
                              .message = parts["message"].bytes(),
                              .where = parts["where"].bytes()};
  } else {
    reply.outputs = values["outputs"].map();
  }
  return reply;
}

}  // namespace llmsys
