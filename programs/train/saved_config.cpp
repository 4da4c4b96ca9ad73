#include "programs/train/saved_config.h"

#include <algorithm>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys {
namespace {

/// Calls visit(name, member) for each number of a configuration: one list for both directions.
template <class Config, class Visit>
void each_member(Config& config, const Visit& visit) {
  visit("positions", config.positions);
  visit("batch", config.batch);
  visit("context", config.context);
  visit("embedding", config.embedding);
  visit("hidden", config.hidden);
  visit("learning_rate", config.learning_rate);
  visit("warm_up", config.warm_up);
  visit("weight_decay", config.weight_decay);
  visit("beta2", config.beta2);
  visit("seed", config.seed);
}

std::string file_key(size_t i) { return text("data.", i); }

void compare(const SafetensorsFile& file, const NamedTensor& wanted, std::vector<std::string>& complaints) {
  if (!file.contains(wanted.name)) {
    complaints.push_back(text(wanted.name, " is missing"));
    return;
  }
  const Tensor found = file.tensor(wanted.name);
  if (!(found.shape() == wanted.tensor.shape()) || found.dtype() != wanted.tensor.dtype())
    complaints.push_back(text(wanted.name, " is ", found.dtype(), " ", found.shape(), ", needed is ",
                              wanted.tensor.dtype(), " ", wanted.tensor.shape()));
}

}  // namespace

CheckpointState state_from(const TrainConfig& config) {
  CheckpointState state;
  each_member(config, [&state](const char* name, const auto& member) {
    if constexpr (std::is_floating_point_v<std::remove_cvref_t<decltype(member)>>)
      state.set_real(name, member);
    else
      state.set_integer(name, static_cast<int64_t>(member));
  });
  for (size_t i = 0; i < config.data.size(); ++i) state.set_text(file_key(i), config.data[i]);
  return state;
}

TrainConfig config_from(const CheckpointState& state) {
  TrainConfig config;
  each_member(config, [&state](const char* name, auto& member) {
    using Member = std::remove_reference_t<decltype(member)>;
    if constexpr (std::is_floating_point_v<Member>)
      member = state.real(name);
    else
      member = static_cast<Member>(state.integer(name));
  });
  for (size_t i = 0; state.contains(file_key(i)); ++i) config.data.push_back(state.text(file_key(i)));
  return config;
}

void copy_from(const SafetensorsFile& file, const std::vector<NamedTensor>& wanted) {
  std::vector<std::string> complaints;
  for (const NamedTensor& entry : wanted) compare(file, entry, complaints);
  for (const std::string& name : file.names()) {
    const bool known = std::any_of(wanted.begin(), wanted.end(), [&](const NamedTensor& e) { return e.name == name; });
    if (!known) complaints.push_back(text(name, " is in the file only"));
  }
  LLMSYS_CHECK(IoError, complaints.empty(), file.path(), " does not hold this model:\n  ", join(complaints, "\n  "));
  for (const NamedTensor& entry : wanted) raw::copy_(entry.tensor, file.tensor(entry.name));
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char byte : bytes) {
    out += kDigits[static_cast<unsigned char>(byte) >> 4];
    out += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return out;
}

}  // namespace llmsys
