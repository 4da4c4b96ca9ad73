#include <charconv>

#include "framework/base/error.h"
#include "framework/io/checkpoint.h"

namespace llmsys {
namespace {

// Reads a number at the start of `rest` and passes it; false if there is none.
template <class Number>
bool take(std::string_view& rest, Number& value) {
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error != std::errc()) return false;
  rest.remove_prefix(static_cast<size_t>(end - rest.data()));
  return true;
}

bool take_space(std::string_view& rest) {
  if (!rest.starts_with(' ')) return false;
  rest.remove_prefix(1);
  return true;
}

void check(bool good, const std::string& key, const std::string& value, std::string_view wanted) {
  LLMSYS_CHECK(IoError, good, "[CheckpointState] '", key, "' is '", value.substr(0, 60), "', want ", wanted);
}

}  // namespace

void CheckpointState::set_integer(const std::string& key, int64_t value) { values_[key] = to_text(value); }

void CheckpointState::set_real(const std::string& key, double value) { values_[key] = to_text(value); }

void CheckpointState::set_rng(const std::string& key, const RngState& value) {
  values_[key] = llmsys::text(value.seed, " ", value.stream, " ", value.offset);
}

int64_t CheckpointState::integer(const std::string& key) const {
  std::string_view rest = text(key);
  int64_t value = 0;
  check(take(rest, value) && rest.empty(), key, text(key), "a whole number");
  return value;
}

double CheckpointState::real(const std::string& key) const {
  std::string_view rest = text(key);
  double value = 0;
  check(take(rest, value) && rest.empty(), key, text(key), "a number");
  return value;
}

const std::string& CheckpointState::text(const std::string& key) const {
  const auto found = values_.find(key);
  LLMSYS_CHECK(IoError, found != values_.end(), "[CheckpointState] there is no '", key, "' in this checkpoint");
  return found->second;
}

RngState CheckpointState::rng(const std::string& key) const {
  std::string_view rest = text(key);
  RngState value;
  const bool good = take(rest, value.seed) && take_space(rest) && take(rest, value.stream) && take_space(rest) &&
                    take(rest, value.offset) && rest.empty();
  check(good, key, text(key), "three whole numbers: seed stream offset");
  return value;
}

}  // namespace llmsys
