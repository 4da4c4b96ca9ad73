#include "framework/io/bpe_vocabulary.h"

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/io/atomic_file.h"
#include "framework/io/detail/bpe_files.h"
#include "framework/io/shared_bytes.h"

namespace llmsys {
namespace {

// A vocabulary file as a text; the mapping must outlive it.
std::string_view text_of(const SharedBytes& bytes, const std::string& path) {
  LLMSYS_CHECK(IoError, bytes.size <= detail::kVocabularyFileLimit, path, " has ", bytes.size, " bytes; at most ",
               detail::kVocabularyFileLimit, " are read: is it a vocabulary?");
  return {reinterpret_cast<const char*>(bytes.data.get()), bytes.size};
}

// Puts the file's name before a reader's message.
BpeVocabulary of_file(const std::string& path, const std::function<BpeVocabulary()>& read) {
  try {
    return read();
  } catch (const IoError& error) {
    throw IoError(text("[vocabulary] ", path, ": ", error.what()));
  }
}

std::string quoted(const std::string& name) {
  try {
    return nlohmann::json(name).dump();
  } catch (const nlohmann::json::exception&) {
    throw ValueError(text("[write_tokenizer_json] the added token '", detail::shown(name), "' is not UTF-8"));
  }
}

// As the file names tokens: added ones by their text, all others by byte characters.
std::vector<std::string> names_of(const BpeVocabulary& vocabulary) {
  std::vector<std::string> names;
  names.reserve(vocabulary.tokens.size());
  for (const std::string& token : vocabulary.tokens) names.push_back(to_byte_characters(token));
  for (const AddedToken& token : vocabulary.added) names.at(static_cast<size_t>(token.id)) = token.text;
  return names;
}

const std::string& name_of(const std::vector<std::string>& names, int64_t id) {
  LLMSYS_CHECK(ValueError, id >= 0 && id < static_cast<int64_t>(names.size()),
               "[write_tokenizer_json] a merge is of id ", id, ", there are ", names.size(), " tokens");
  return names[static_cast<size_t>(id)];
}

std::string added_json(const std::vector<AddedToken>& added) {
  std::string out;
  for (const AddedToken& token : added)
    out += text(out.empty() ? "" : ",", "\n  {\"id\": ", token.id, ", \"content\": ", quoted(token.text),
                ", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false, \"special\": ",
                token.special, "}");
  return out;
}

}  // namespace

BpeVocabulary read_gpt2_vocabulary(const std::string& vocab_json, const std::string& merges_txt) {
  const SharedBytes tokens = map_file(vocab_json), merges = map_file(merges_txt);
  return of_file(vocab_json, [&] {
    return detail::parse_gpt2_vocabulary(text_of(tokens, vocab_json), text_of(merges, merges_txt));
  });
}

BpeVocabulary read_tiktoken(const std::string& path, const std::vector<AddedToken>& added, SplitRule split) {
  const SharedBytes bytes = map_file(path);
  return of_file(path, [&] { return detail::parse_tiktoken(text_of(bytes, path), added, split); });
}

BpeVocabulary read_tokenizer_json(const std::string& path) {
  const SharedBytes bytes = map_file(path);
  return of_file(path, [&] { return detail::parse_tokenizer_json(text_of(bytes, path)); });
}

BpeVocabulary read_vocabulary_folder(const std::string& folder) {
  const std::filesystem::path path(folder);
  if (std::filesystem::exists(path / "tokenizer.json")) return read_tokenizer_json(path / "tokenizer.json");
  LLMSYS_CHECK(IoError, std::filesystem::exists(path / "vocab.json") && std::filesystem::exists(path / "merges.txt"),
               "[vocabulary] ", folder, " has neither tokenizer.json nor vocab.json with merges.txt");
  return read_gpt2_vocabulary(path / "vocab.json", path / "merges.txt");
}

void write_tokenizer_json(const std::string& path, const BpeVocabulary& vocabulary) {
  const std::vector<std::string> names = names_of(vocabulary);
  std::string out =
      text("{\"version\": \"1.0\", \"truncation\": null, \"padding\": null,\n \"added_tokens\": [",
           added_json(vocabulary.added),
           "],\n \"normalizer\": null,\n \"pre_tokenizer\": ", detail::pre_tokenizer_of(vocabulary.split),
           ",\n \"post_processor\": null,\n",
           " \"decoder\": {\"type\": \"ByteLevel\", \"add_prefix_space\": true, \"trim_offsets\": true, ",
           "\"use_regex\": true},\n \"model\": {\"type\": \"BPE\", \"dropout\": null, \"unk_token\": null, ",
           "\"continuing_subword_prefix\": null, \"end_of_word_suffix\": null, \"fuse_unk\": false, ",
           "\"byte_fallback\": false, \"ignore_merges\": ", vocabulary.whole_pieces, ",\n  \"vocab\": {");
  for (size_t id = 0; id < names.size(); ++id) out += text(id == 0 ? "\n" : ",\n", quoted(names[id]), ": ", id);
  out += "},\n  \"merges\": [";
  for (size_t i = 0; i < vocabulary.merges.size(); ++i) {
    const BpeMerge& merge = vocabulary.merges[i];
    out += text(i == 0 ? "\n" : ",\n", quoted(name_of(names, merge.left) + " " + name_of(names, merge.right)));
  }
  write_atomically(path, out + "]}}\n");
}

}  // namespace llmsys
