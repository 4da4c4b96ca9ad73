#include "programs/train/saved_config.h"

#include "framework/base/text.h"
#include "programs/train/saved_members.h"

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
  visit("log_every", config.log_every);
  visit("evaluate_every", config.evaluate_every);
  visit("seed", config.seed);
}

std::string file_key(size_t i) { return text("data.", i); }

}  // namespace

CheckpointState state_from(const TrainConfig& config) {
  CheckpointState state;
  save_members(state, [&config](const auto& visit) { each_member(config, visit); });
  for (size_t i = 0; i < config.data.size(); ++i) state.set_text(file_key(i), config.data[i]);
  return state;
}

TrainConfig config_from(const CheckpointState& state) {
  TrainConfig config;
  load_members(state, [&config](const auto& visit) { each_member(config, visit); });
  for (size_t i = 0; state.contains(file_key(i)); ++i) config.data.push_back(state.text(file_key(i)));
  return config;
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
