#include "autograder/judge/corruption.h"

#include <limits>

#include "autograder/judge/explain.h"
#include "framework/base/error.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Tensor with_one_dimension_more(const Tensor& tensor) {
  std::vector<int64_t> sizes = {1};
  sizes.insert(sizes.end(), tensor.shape().begin(), tensor.shape().end());
  return raw::reshape(tensor, Shape(sizes));
}

Value corrupted_tensor(const Tensor& tensor, Corruption corruption) {
  switch (corruption) {
    case Corruption::nan: return is_floating(tensor.dtype()) ? full(tensor.shape(), kNaN, tensor.dtype()) : tensor;
    case Corruption::zeros: return zeros(tensor.shape(), tensor.dtype());
    case Corruption::empty: return zeros({0}, tensor.dtype());
    case Corruption::reshaped: return with_one_dimension_more(tensor);
    default: return tensor;
  }
}

Value corrupted_value(const Value& value, Corruption corruption);

Values corrupted_values(const Values& values, Corruption corruption) {
  Values out;
  for (const Values::Item& item : values) out.set(item.name, corrupted_value(item.value, corruption));
  return out;
}

List corrupted_list(const List& list, Corruption corruption) {
  List out;
  if (corruption == Corruption::empty) return out;
  for (const Value& value : list) out.push_back(corrupted_value(value, corruption));
  if (corruption == Corruption::reshaped && !out.empty()) out.pop_back();
  return out;
}

Value corrupted_value(const Value& value, Corruption corruption) {
  const bool zeros = corruption == Corruption::zeros;
  switch (value.variant().index()) {
    case 0: return corrupted_tensor(value.tensor(), corruption);
    case 1: return zeros ? int64_t{0} : value.integer();
    case 2: return zeros ? 0.0 : corruption == Corruption::nan ? kNaN : value.number();
    case 3: return !zeros && value.boolean();
    case 4: return corruption == Corruption::empty ? std::string() : value.bytes();
    case 5: return corrupted_list(value.list(), corruption);
    default: return corrupted_values(value.map(), corruption);
  }
}

}  // namespace

std::string_view to_text(Corruption corruption) {
  constexpr std::string_view kNames[] = {"none", "nan", "zeros", "previous", "empty", "reshaped"};
  return kNames[static_cast<size_t>(corruption)];
}

const std::vector<Corruption>& all_corruptions() {
  static const std::vector<Corruption> all = {Corruption::nan, Corruption::zeros, Corruption::previous,
                                              Corruption::empty, Corruption::reshaped};
  return all;
}

Reply Corrupter::changed_reply(const Request& request, Reply reply) {
  if (corruption_ == Corruption::none || reply.error) return reply;
  Values seen = reply.outputs;
  if (corruption_ == Corruption::previous) {
    const auto [last, first_call] = last_.try_emplace(request.scenario + "." + request.op, reply.outputs);
    seen = last->second;
    last->second = reply.outputs;
  } else {
    seen = corrupted_values(reply.outputs, corruption_);
  }
  changed_ = changed_ || !same_answer(seen, reply.outputs);
  reply.outputs = std::move(seen);
  return reply;
}

}  // namespace llmsys
