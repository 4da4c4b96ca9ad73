#include "programs/pretrain/dataset.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/base/progress.h"
#include "framework/base/rng.h"
#include "framework/data/code_point.h"
#include "framework/data/text_file.h"
#include "framework/io/atomic_file.h"
#include "labs/05_tokenizer/tokenizer.h"
#include "programs/pretrain/documents.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPart = size_t{1} << 20;  // bytes that are encoded at a time: one huge document needs no huge memory

std::string train_path(const std::string& folder) { return folder + "/train.tokens"; }
std::string held_out_path(const std::string& folder) { return folder + "/held_out.tokens"; }
std::string facts_path(const std::string& folder) { return folder + "/tokens.json"; }
std::string tokenizer_path(const std::string& folder) { return folder + "/tokenizer.json"; }

void write_facts(const std::string& path, const DatasetFacts& facts) {
  const nlohmann::ordered_json json = {{"fingerprint", facts.fingerprint},
                                       {"documents", facts.documents},
                                       {"bytes", facts.bytes},
                                       {"held_out_bytes", facts.held_out_bytes},
                                       {"broken_bytes", facts.broken_bytes}};
  write_atomically(path, json.dump(2) + "\n");
}

DatasetFacts read_facts(const std::string& path) {
  try {
    const auto json = nlohmann::json::parse(read_text(path));
    return {json.at("fingerprint"), json.at("documents"), json.at("bytes"), json.at("held_out_bytes"),
            json.at("broken_bytes")};
  } catch (const nlohmann::json::exception&) {
    throw IoError(text(path, " is damaged: remove it and begin the run anew"));
  }
}

int64_t bytes_without_character(std::string_view text) {
  int64_t count = 0;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    count += next.value == 0xFFFD && next.length == 1;
    text.remove_prefix(next.length);
  }
  return count;
}

BpeVocabulary learned(const DocumentSplit& split, int64_t size) {
  LLMSYS_CHECK(ValueError, size > 256, "a vocabulary of ", size, " tokens has no room for 256 bytes and ", kEndOfText,
               ": set vocab_size to 257 or more, or name a --tokenizer");
  std::string sample;  // merges of the first 64 MB are those of all
  for (const std::string_view document : split.train) {
    if (sample.size() >= kPart * 64) break;
    sample.append(document.substr(0, kPart * 64 - sample.size()));
    sample += '\n';
  }
  return lab05::train_bpe(sample, size, {std::string(kEndOfText)});
}

BpeVocabulary read_vocabulary(const std::string& path) {
  LLMSYS_CHECK(IoError, fs::exists(path), "--tokenizer ", path, ": there is no such file");
  return fs::is_directory(path) ? read_vocabulary_folder(path) : read_tokenizer_json(path);
}

uint64_t fingerprint_of(const Documents& documents, const BpeVocabulary& vocabulary) {
  uint64_t out = documents.fingerprint();
  for (const std::string& token : vocabulary.tokens)
    out = out * 0x9E3779B97F4A7C15 + hash_text(token.data(), token.size());
  return out;
}

// Encodes documents into a shard, each followed by the end token, but for a last one that goes on elsewhere.
void encode(const std::vector<std::string_view>& documents, bool last_goes_on, lab05::Tokenizer& tokenizer,
            int64_t end_token, const std::string& path, ProgressBar& bar, int64_t& done) {
  TokenShardWriter writer(path, tokenizer.size());
  lab05::StreamEncoder encoder = tokenizer.stream_encoder();
  std::vector<int64_t> ids;
  for (size_t i = 0; i < documents.size(); ++i) {
    for (std::string_view rest = documents[i]; !rest.empty(); rest.remove_prefix(std::min(kPart, rest.size()))) {
      encoder.feed(rest.substr(0, kPart), ids);
      writer.append(ids);
      ids.clear();
      bar.update(done += static_cast<int64_t>(std::min(kPart, rest.size())));
    }
    encoder.finish(ids);
    if (!last_goes_on || i + 1 < documents.size()) ids.push_back(end_token);
    writer.append(ids);
    ids.clear();
  }
  writer.commit();
}

DatasetFacts facts_of(const Documents& documents, const DocumentSplit& split, uint64_t fingerprint) {
  DatasetFacts facts;
  facts.fingerprint = fingerprint;
  facts.documents = static_cast<int64_t>(documents.all().size());
  facts.bytes = documents.bytes();
  for (const std::string_view document : split.held_out) facts.held_out_bytes += static_cast<int64_t>(document.size());
  for (const std::string_view document : documents.all()) facts.broken_bytes += bytes_without_character(document);
  return facts;
}

Dataset opened(const std::string& folder) {
  BpeVocabulary vocabulary = read_tokenizer_json(tokenizer_path(folder));
  const int64_t end_token = end_token_of(vocabulary);
  return {std::move(vocabulary), end_token, read_facts(facts_path(folder)), TokenShards({train_path(folder)}),
          TokenShards({held_out_path(folder)})};
}

}  // namespace

int64_t end_token_of(const BpeVocabulary& vocabulary) {
  constexpr std::string_view kNames[] = {kEndOfText, "<|end_of_text|>", "</s>", "<eos>", "<|im_end|>"};
  for (const std::string_view name : kNames)
    for (const AddedToken& token : vocabulary.added)
      if (token.text == name) return token.id;
  throw ValueError(text("this tokenizer has no token that ends a text, such as ", kEndOfText,
                        ": without one, documents would run into each other"));
}

DatasetSource::DatasetSource(const PretrainConfig& config, const std::string& tokenizer)
    : documents_(config.data),
      split_(hold_out_a_tenth(documents_.all())),
      vocabulary_(tokenizer.empty() ? learned(split_, config.model.vocabulary) : read_vocabulary(tokenizer)) {}

Dataset DatasetSource::write(const std::string& folder) const {
  const uint64_t fingerprint = fingerprint_of(documents_, vocabulary_);
  if (fs::exists(facts_path(folder)) && read_facts(facts_path(folder)).fingerprint == fingerprint)
    return opened(folder);  // of a run that was killed before its first checkpoint
  lab05::Tokenizer encoder(vocabulary_);
  const int64_t end_token = end_token_of(vocabulary_);
  ProgressBar bar("encoding", documents_.bytes());
  int64_t done = 0;
  fs::remove(facts_path(folder));  // while it is not there, the rest is not whole
  write_tokenizer_json(tokenizer_path(folder), vocabulary_);
  encode(split_.train, split_.cut, encoder, end_token, train_path(folder), bar, done);
  encode(split_.held_out, false, encoder, end_token, held_out_path(folder), bar, done);
  write_facts(facts_path(folder), facts_of(documents_, split_, fingerprint));
  return opened(folder);
}

Dataset open_dataset(const std::string& folder, uint64_t fingerprint) {
  LLMSYS_CHECK(IoError, fs::exists(facts_path(folder)), "there is no ", facts_path(folder),
               ": the tokens that this run learns from are gone. Put the folder's files back, or begin a new run");
  Dataset dataset = opened(folder);
  LLMSYS_CHECK(IoError, dataset.facts.fingerprint == fingerprint, "the tokens in ", folder,
               " are not those that this run began with. Put the old files back, or begin a new run");
  return dataset;
}

}  // namespace llmsys
