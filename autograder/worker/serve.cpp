#include "autograder/worker/serve.h"

#include <new>

#include "autograder/protocol/codec.h"
#include "autograder/worker/failed_allocation.h"
#include "autograder/worker/findings.h"
#include "autograder/worker/throw_place.h"
#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/probe.h"

namespace llmsys {
namespace {

constexpr size_t kMaxProbes = 256;  // a loop that probes must not fill the memory

// Copies are made with the memory that was there before the scenario: what it measures does not see them.
class ProbeList : public ProbeSink {
 public:
  explicit ProbeList(const Context& before) : before_(before) {}
  void add(std::string_view name, const Tensor& tensor) override {
    const ContextScope scope(before_);
    if (probes.size() < kMaxProbes) probes.push_back({std::string(name), raw::to(raw::clone(tensor), Device::cpu)});
  }
  std::vector<Probe> probes;

 private:
  Context before_;
};

// What else than a std::exception may be thrown, as far as it can be shown.
std::string thrown_value() {
  try {
    throw;
  } catch (const int number) {
    return text("the int ", number);
  } catch (const char* words) {
    return text("the text \"", words, "\"");
  } catch (const std::string& words) {
    return text("the text \"", words, "\"");
  } catch (...) {
    return "something that is not a std::exception";
  }
}

RemoteError describe_current_exception() {
  try {
    throw;
  } catch (const Error& error) {
    return {error.kind(), error.what(), error.where()};
  } catch (const std::bad_alloc&) {
    return {ErrorKind::out_of_memory, failed_allocation_text(), ""};
  } catch (const std::exception& error) {
    return {ErrorKind::other, error.what(), ""};
  } catch (...) {
    return {ErrorKind::other,
            text(thrown_value(), " was thrown: throw an exception with a message, such as ValueError"), ""};
  }
}

// Puts what checkers found in place of the answer, or of an error that followed from it.
void take_findings(Reply& reply) {
  const std::optional<CheckerReport> report = take_report();
  if (!report || (reply.error && reply.error->kind == ErrorKind::not_implemented)) return;
  reply.error = RemoteError{report->kind, report->message, report->where};
}

}  // namespace

Server::Server(Device device) : device_(device) { register_scenarios(table_); }

Values Server::run(const Request& request) {
  const Values inputs = on_device(request.inputs, device_.device());
  if (request.session < 0) return table_.scenario(request.scenario)(inputs);
  if (request.op == "open") {
    sessions_[request.session] = table_.session(request.scenario)(inputs);
    return {};
  }
  const auto session = sessions_.find(request.session);
  LLMSYS_CHECK(ValueError, session != sessions_.end(), "[Server] session ", request.session, " is not open");
  return session->second(request.op, inputs);
}

Reply Server::answer(const Request& request) {
  Context mine = device_.context_from(context());
  ProbeList probes(mine);
  mine.probes = &probes;
  const ContextScope scope(mine);
  Reply reply{.call = request.call, .outputs = {}, .error = {}, .probes = {}};
  try {
    reply.outputs = on_device(run(request), Device::cpu);
  } catch (...) {
    reply.error = describe_current_exception();
    if (reply.error->kind != ErrorKind::not_implemented) say_where_thrown();
  }
  take_findings(reply);
  reply.probes = std::move(probes.probes);
  return reply;
}

std::string Server::answer_bytes(const Request& request, uint64_t max_bytes) {
  const Reply reply = answer(request);
  try {
    std::string bytes = encode(to_values(reply));
    LLMSYS_CHECK(ValueError, bytes.size() <= max_bytes, "the answer of ", request.scenario, " takes ", bytes.size(),
                 " bytes, at most ", max_bytes, " can be sent");
    return bytes;
  } catch (...) {
    return encode(
        to_values(Reply{.call = request.call, .outputs = {}, .error = describe_current_exception(), .probes = {}}));
  }
}

}  // namespace llmsys
