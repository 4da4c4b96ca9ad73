#include <nlohmann/json.hpp>
#include <unordered_set>

#include "framework/base/error.h"
#include "framework/io/detail/bpe_files.h"

namespace llmsys::detail {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 16;  // real files nest 6 deep

// A key that comes twice has no place in these files, nor has JSON nested without end.
Json parse_json(std::string_view words) {
  std::vector<std::unordered_set<std::string>> keys;  // of the objects that are open
  const auto check = [&keys](int depth, Json::parse_event_t event, const Json& parsed) {
    LLMSYS_CHECK(IoError, depth <= kDeepest, "its JSON is nested more than ", kDeepest, " deep");
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key)
      LLMSYS_CHECK(IoError, keys.back().insert(parsed.get<std::string>()).second, "'",
                   shown(parsed.get_ref<const std::string&>()), "' comes twice in its JSON");
    return true;
  };
  try {
    return Json::parse(words.begin(), words.end(), check);
  } catch (const Json::exception& error) {
    throw IoError(text("it is not JSON: ", shown(error.what())));
  }
}

// The value of a field, or `otherwise` if it is not there or null.
template <class T>
T field(const Json& object, const char* name, T otherwise) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return otherwise;
  try {
    return found->get<T>();
  } catch (const Json::exception&) {
    throw IoError(text("'", name, "' is ", shown(found->dump()), ", of the wrong type"));
  }
}

const Json& needed(const Json& object, const char* name) {
  const auto found = object.find(name);
  LLMSYS_CHECK(IoError, found != object.end(), "it has no '", name, "'");
  return *found;
}

// A token's id as it stands in the file.
int64_t checked_id(const std::string& name, const Json& id) {
  LLMSYS_CHECK(IoError, id.is_number_integer() && id >= 0 && id <= INT32_MAX, "token '", shown(name), "' has id ",
               shown(id.dump()), ", want a whole number from 0 on");
  return id.get<int64_t>();
}

std::vector<FileToken> tokens_of(const Json& vocabulary) {
  LLMSYS_CHECK(IoError, vocabulary.is_object(), "the vocabulary must be {\"token\": id, ...}");
  std::vector<FileToken> tokens;
  tokens.reserve(vocabulary.size());
  for (const auto& [name, id] : vocabulary.items()) tokens.push_back({.name = name, .id = checked_id(name, id)});
  return tokens;
}

// Refuses what would give other ids than ours: says what, and what is served.
void check_model(const Json& model) {
  const auto type = field<std::string>(model, "type", "BPE");
  LLMSYS_CHECK(IoError, type == "BPE", "its model is ", shown(type), ": only BPE is supported");
  for (const char* option : {"byte_fallback", "fuse_unk"})
    LLMSYS_CHECK(IoError, !field(model, option, false), "its model has ", option, ", which is not supported: only ",
                 "byte-level BPE, which needs none");
  for (const char* option : {"continuing_subword_prefix", "end_of_word_suffix"})
    LLMSYS_CHECK(IoError, field<std::string>(model, option, "").empty(), "its model has a ", option,
                 ", which is not supported");
  LLMSYS_CHECK(IoError, field(model, "dropout", 0.0) == 0, "its model has dropout: it gives other ids each time");
}

void check_rest(const Json& file) {
  const auto normalizer = file.find("normalizer");
  LLMSYS_CHECK(IoError, normalizer == file.end() || normalizer->is_null(), "its normalizer ", shown(normalizer->dump()),
               " is not supported: byte-level BPE takes text as it is");
  const auto decoder = file.find("decoder");
  const bool none = decoder == file.end() || decoder->is_null();
  LLMSYS_CHECK(IoError, none || (decoder->is_object() && field<std::string>(*decoder, "type", "") == "ByteLevel"),
               "its decoder ", none ? "" : shown(decoder->dump()), " is not supported: only ByteLevel");
}

std::vector<AddedToken> added_tokens(const Json& file) {
  std::vector<AddedToken> added;
  const Json list = field(file, "added_tokens", Json::array());
  LLMSYS_CHECK(IoError, list.is_array(), "'added_tokens' is no list");
  for (const Json& item : list) {
    LLMSYS_CHECK(IoError, item.is_object(), "an added token is ", shown(item.dump()), ", want an object");
    const auto content = field<std::string>(item, "content", "");
    LLMSYS_CHECK(IoError, !content.empty(), "an added token has no content: ", shown(item.dump()));
    const auto id = item.find("id");
    LLMSYS_CHECK(IoError, id != item.end(), "added token '", shown(content), "' has no id");
    AddedToken token{content, checked_id(content, *id), field(item, "special", false)};
    for (const char* option : {"lstrip", "rstrip", "single_word"})
      LLMSYS_CHECK(IoError, !field(item, option, false), "added token '", shown(token.text), "' has ", option,
                   ", which is not supported");
    added.push_back(std::move(token));
  }
  return added;
}

// Tokens of the model, with their bytes, then those that are only added.
std::vector<FileToken> all_tokens(const Json& vocabulary, const std::vector<AddedToken>& added) {
  std::unordered_map<std::string, int64_t> ids;
  for (const AddedToken& token : added)
    LLMSYS_CHECK(IoError, ids.emplace(token.text, token.id).second, "added token '", shown(token.text),
                 "' comes twice");
  std::vector<FileToken> tokens = tokens_of(vocabulary);
  for (FileToken& token : tokens) {
    const auto found = ids.find(token.name);
    if (found != ids.end() && found->second == token.id) {
      token.bytes = token.name;
      ids.erase(found);
      continue;
    }
    LLMSYS_CHECK(IoError, from_byte_characters(token.name, token.bytes), "token ", token.id, " '", shown(token.name),
                 "' has a character that stands for no byte: is this a byte-level vocabulary?");
  }
  for (const auto& [name, id] : ids) tokens.push_back({.name = name, .id = id, .bytes = name});
  return tokens;
}

// "left right" or ["left", "right"].
void add_merge(VocabularyBuilder& builder, const Json& merge, const std::string& place) {
  if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string())
    return builder.add_merge(merge[0], merge[1], place);
  LLMSYS_CHECK(IoError, merge.is_string(), place, ": want \"left right\" or [\"left\", \"right\"], got ",
               shown(merge.dump()));
  const std::string& both = merge.get_ref<const std::string&>();
  const size_t blank = both.find(' ');
  LLMSYS_CHECK(IoError, blank != std::string::npos && both.find(' ', blank + 1) == std::string::npos, place,
               ": want two tokens with a blank between them, got '", shown(both), "'");
  builder.add_merge(both.substr(0, blank), both.substr(blank + 1), place);
}

}  // namespace

std::vector<FileToken> vocabulary_tokens(std::string_view vocab_json) { return tokens_of(parse_json(vocab_json)); }

BpeVocabulary parse_tokenizer_json(std::string_view json) {
  const Json file = parse_json(json);
  LLMSYS_CHECK(IoError, file.is_object() && file.contains("model") && file["model"].is_object(),
               "it has no 'model': is it a tokenizer.json?");
  const Json& model = file["model"];
  check_model(model);
  check_rest(file);
  std::vector<AddedToken> added = added_tokens(file);
  VocabularyBuilder builder(all_tokens(needed(model, "vocab"), added));
  const Json& merges = needed(model, "merges");
  LLMSYS_CHECK(IoError, merges.is_array(), "'merges' is no list");
  for (size_t i = 0; i < merges.size(); ++i) add_merge(builder, merges[i], text("merge ", i));
  builder.vocabulary.added = std::move(added);
  builder.vocabulary.whole_pieces = field(model, "ignore_merges", false);
  builder.vocabulary.split = split_rule_of(field(file, "pre_tokenizer", Json()).dump());
  return builder.vocabulary;
}

}  // namespace llmsys::detail
