/// @file
/// A vocabulary as it crosses the border between judge and worker.
#pragma once
#include "autograder/protocol/values.h"
#include "framework/io/bpe_vocabulary.h"

namespace llmsys::lab05 {

/// Texts as a list.
inline List to_list(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

/// The texts of a list.
inline std::vector<std::string> texts_of(const Value& list) {
  std::vector<std::string> texts;
  for (const Value& item : list.list()) texts.push_back(item.bytes());
  return texts;
}

/// Merges as one list of integers, three for each.
inline std::vector<int64_t> flat(const std::vector<BpeMerge>& merges) {
  std::vector<int64_t> numbers;
  for (const BpeMerge& merge : merges) numbers.insert(numbers.end(), {merge.left, merge.right, merge.id});
  return numbers;
}

/// The vocabulary as a value.
inline Values to_values(const BpeVocabulary& vocabulary) {
  List added;
  for (const AddedToken& token : vocabulary.added) added.push_back(Values{{"text", token.text}, {"id", token.id}});
  return {{"tokens", to_list(vocabulary.tokens)},
          {"merges", flat(vocabulary.merges)},
          {"added", added},
          {"split", static_cast<int>(vocabulary.split)},
          {"whole_pieces", vocabulary.whole_pieces}};
}

/// The vocabulary of such a value.
inline BpeVocabulary vocabulary_of(const Values& in) {
  BpeVocabulary vocabulary;
  vocabulary.tokens = texts_of(in["tokens"]);
  const std::vector<int64_t> merges = in["merges"].integers();
  for (size_t i = 0; i + 2 < merges.size(); i += 3)
    vocabulary.merges.push_back({merges[i], merges[i + 1], merges[i + 2]});
  for (const Value& token : in["added"].list())
    vocabulary.added.push_back({token.map()["text"].bytes(), token.map()["id"].integer()});
  vocabulary.split = static_cast<SplitRule>(in["split"].integer());
  vocabulary.whole_pieces = in["whole_pieces"].boolean();
  return vocabulary;
}

}  // namespace llmsys::lab05
