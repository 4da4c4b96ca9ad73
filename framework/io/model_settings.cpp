#include "framework/io/model_settings.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/io/detail/json_file.h"
#include "framework/io/detail/messages.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// The text of a file of the folder; "" if it is not there.
std::string text_of(const fs::path& file) { return fs::exists(file) ? detail::read_json_text(file.string()) : ""; }

// The part of a tokenizer.json under one key: the rest, megabytes of vocabulary, is dropped while it is read.
Json member(std::string_view json, const std::string& key, const std::string& name) {
  bool wanted = false;
  const auto keep = [&](int depth, Json::parse_event_t event, const Json& value) {
    LLMSYS_CHECK(IoError, depth <= 100, name, ": it nests deeper than 100 levels");
    if (depth == 1 && event == Json::parse_event_t::key) wanted = value == key;
    return depth == 0 || wanted;
  };
  try {
    const Json all = Json::parse(json, keep);
    return all.is_object() ? all.value(key, Json()) : Json();
  } catch (const Json::exception& error) {
    throw IoError(text(name, ": it is not JSON: ", error.what()));
  }
}

// The TemplateProcessing among post-processors; null if there is none.
const Json* find_template(const Json& processor) {
  if (!processor.is_object()) return nullptr;
  if (processor.value("type", Json()) == "TemplateProcessing") return &processor;
  const auto list = processor.find("processors");
  if (list == processor.end() || !list->is_array()) return nullptr;
  for (const Json& each : *list)
    if (const Json* found = find_template(each)) return found;
  return nullptr;
}

void append_ids(const Json& processor, const Json& token, std::vector<int64_t>& ids) {
  const Json name = token.is_object() ? token.value("id", Json()) : Json();
  LLMSYS_CHECK(IoError, name.is_string(), "a special token without a name");
  const Json tokens = processor.value("special_tokens", Json::object());
  const Json entry = tokens.is_object() ? tokens.value(name.get<std::string>(), Json()) : Json();
  const Json list = entry.is_object() ? entry.value("ids", Json()) : Json();
  LLMSYS_CHECK(IoError, list.is_array(), "no ids of the special token ", detail::printable(name.dump()));
  for (const Json& id : list) {
    LLMSYS_CHECK(IoError, id.is_number_unsigned() && id.get<uint64_t>() <= INT32_MAX, "an id that is ",
                 detail::printable(id.dump()));
    ids.push_back(id.get<int64_t>());
  }
}

// Special tokens before the text, as "single" lists them.
std::vector<int64_t> leading_ids(const Json& processor) {
  std::vector<int64_t> ids;
  const Json parts = processor.value("single", Json());
  LLMSYS_CHECK(IoError, parts.is_array(), "no list 'single'");
  for (const Json& part : parts) {
    if (!part.is_object() || !part.contains("SpecialToken")) break;
    append_ids(processor, part["SpecialToken"], ids);
  }
  return ids;
}

}  // namespace

std::vector<int64_t> begin_tokens(std::string_view tokenizer_json, const std::string& name) {
  const Json processor = member(tokenizer_json, "post_processor", name);
  const Json* found = find_template(processor);
  if (found == nullptr) return {};
  try {
    return leading_ids(*found);
  } catch (const IoError& error) {
    throw IoError(text(name, ": its post-processor TemplateProcessing has ", error.what()));
  }
}

ModelSettings read_model_settings(const std::string& folder) {
  const auto path = [&](const char* name) { return (fs::path(folder) / name).string(); };
  ModelSettings out;
  const std::string tokenizer = text_of(path("tokenizer.json"));
  if (!tokenizer.empty()) out.begin = begin_tokens(tokenizer, path("tokenizer.json"));
  const std::string generation = text_of(path("generation_config.json"));
  if (!generation.empty())
    out.end_tokens = detail::JsonObject::parse(generation, path("generation_config.json")).integers("eos_token_id", {});
  out.chat_template = text_of(path("chat_template.jinja"));
  const std::string config = text_of(path("tokenizer_config.json"));
  if (out.chat_template.empty() && !config.empty()) {
    const Json text = member(config, "chat_template", path("tokenizer_config.json"));
    if (text.is_string()) out.chat_template = text.get<std::string>();  // some have a list of several: none is the one
  }
  return out;
}

}  // namespace llmsys
