#include "programs/train/saved_config.h"

#include "framework/base/error.h"

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
    const bool is_count = std::is_same_v<Member, int64_t>;
    LLMSYS_CHECK(IoError, !is_count || member >= 1, "this checkpoint is damaged: its '", name, "' is ", member,
                 ", want at least 1");
  });
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
