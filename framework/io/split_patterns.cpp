// What the pre_tokenizer of a tokenizer.json says, for the rules that framework/data/pieces.h has.
#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/io/detail/bpe_files.h"

namespace llmsys::detail {
namespace {

using Json = nlohmann::json;

constexpr const char* kGpt2 = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
// The same, as later versions of tiktoken write it.
constexpr const char* kGpt2Shorter = R"('(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr const char* kLlama3 =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

constexpr const char* kKnown =
    "known are ByteLevel with its own pattern (GPT-2), Digits one by one and then ByteLevel (SmolLM2), and Split with "
    "the "
    "pattern of GPT-2 or Llama 3, isolated, and then ByteLevel without one";

[[noreturn]] void refuse(const Json& pre_tokenizer) {
  throw IoError(text("pre_tokenizer ", pre_tokenizer.dump(), " is not supported: ", kKnown));
}

// {"type": "ByteLevel", "add_prefix_space": false, "use_regex": splits}
bool is_byte_level(const Json& json, bool splits) {
  return json.value("type", "") == "ByteLevel" && !json.value("add_prefix_space", true) &&
         json.value("use_regex", true) == splits;
}

bool is_single_digits(const Json& json) {
  return json.value("type", "") == "Digits" && json.value("individual_digits", false);
}

SplitRule rule_of_pattern(const Json& split) {
  const Json pattern = split.value("pattern", Json::object());
  const std::string regex = pattern.is_object() ? pattern.value("Regex", "") : "";
  const bool isolated = split.value("behavior", "") == "Isolated" && !split.value("invert", false);
  if (isolated && (regex == kGpt2 || regex == kGpt2Shorter)) return SplitRule::gpt2;
  if (isolated && regex == kLlama3) return SplitRule::llama3;
  throw IoError(text("the pattern '", regex, "' of pre_tokenizer ", split.dump(), " is not supported: ", kKnown));
}

SplitRule rule_of_sequence(const Json& json, const Json& parts) {
  if (!parts.is_array() || parts.empty() || parts.size() > 2) refuse(json);
  for (const Json& part : parts)
    if (!part.is_object()) refuse(json);
  if (parts.size() == 1 && is_byte_level(parts[0], true)) return SplitRule::gpt2;
  if (parts.size() != 2) refuse(json);
  if (is_single_digits(parts[0]) && is_byte_level(parts[1], true)) return SplitRule::gpt2_digits;
  if (parts[0].value("type", "") == "Split" && is_byte_level(parts[1], false)) return rule_of_pattern(parts[0]);
  refuse(json);
}

Json byte_level(bool splits) {
  return {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", splits}};
}

}  // namespace

SplitRule split_rule_of(const std::string& words) {
  const Json json = Json::parse(words);
  LLMSYS_CHECK(IoError, json.is_object(), "it has no pre_tokenizer: ", kKnown);
  try {
    if (is_byte_level(json, true)) return SplitRule::gpt2;
    if (json.value("type", "") == "Sequence") return rule_of_sequence(json, json.value("pretokenizers", Json()));
  } catch (const Json::exception&) {  // a field of another type
  }
  refuse(json);
}

std::string pre_tokenizer_of(SplitRule rule) {
  if (rule == SplitRule::gpt2) return byte_level(true).dump();
  Json first = {{"type", "Digits"}, {"individual_digits", true}};
  if (rule == SplitRule::llama3)
    first = {{"type", "Split"}, {"pattern", {{"Regex", kLlama3}}}, {"behavior", "Isolated"}, {"invert", false}};
  return Json{{"type", "Sequence"}, {"pretokenizers", {first, byte_level(rule != SplitRule::llama3)}}}.dump();
}

}  // namespace llmsys::detail
