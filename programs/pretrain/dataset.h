/// @file
/// The data of a run as its model sees it: a vocabulary, and token shards in the run's folder.
#pragma once
#include <cstdint>
#include <string>

#include "framework/data/token_shards.h"
#include "framework/io/bpe_vocabulary.h"
#include "programs/pretrain/documents.h"
#include "programs/pretrain/options.h"

namespace llmsys {

/// What there is to say about the data.
struct DatasetFacts {
  uint64_t fingerprint = 0;    ///< of texts and vocabulary
  int64_t documents = 0;       ///< of all texts
  int64_t bytes = 0;           ///< likewise
  int64_t held_out_bytes = 0;  ///< of those that are held out
  int64_t broken_bytes = 0;    ///< part of no UTF-8 character; they are learned as any others
  /// Memberwise.
  bool operator==(const DatasetFacts&) const = default;
};

/// Vocabulary, shards, facts.
struct Dataset {
  BpeVocabulary vocabulary;  ///< of tokenizer.json
  int64_t end_token = 0;     ///< stands behind each document
  DatasetFacts facts;        ///< see there
  TokenShards train;         ///< what is learned from
  TokenShards held_out;      ///< what the loss is measured on
};

/// Data before it is encoded.
class DatasetSource {
 public:
  /// Reads the texts and the vocabulary, or learns one of config.model.vocabulary tokens from what is not held out.
  /// @param tokenizer  a tokenizer.json or a folder with a vocabulary; empty: learned
  /// @throws IoError, ValueError saying what is wrong with the texts or the tokenizer
  DatasetSource(const PretrainConfig& config, const std::string& tokenizer);

  /// The vocabulary; a text that offers few merges gives a smaller one than was asked for.
  [[nodiscard]] const BpeVocabulary& vocabulary() const { return vocabulary_; }
  /// Encodes all into the folder: tokenizer.json, train.tokens, held_out.tokens and, when these are whole, tokens.json. What an
  /// earlier call with the same texts and vocabulary left there is kept.
  /// @throws IoError
  [[nodiscard]] Dataset write(const std::string& folder) const;

 private:
  Documents documents_;
  DocumentSplit split_;
  BpeVocabulary vocabulary_;
};

/// What DatasetSource::write() left in the folder of a run that goes on.
/// @throws IoError if it is not there, or not the data that the run began with
Dataset open_dataset(const std::string& folder, uint64_t fingerprint);

/// The token that ends a text.  @throws ValueError if the vocabulary has none of the usual names
int64_t end_token_of(const BpeVocabulary& vocabulary);

}  // namespace llmsys
