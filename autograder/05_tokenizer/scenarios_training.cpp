// Lab 05, tasks 5.0 to 5.2.
#include <algorithm>

#include "autograder/05_tokenizer/scenarios.h"
#include "autograder/05_tokenizer/vocabulary_values.h"
#include "framework/base/error.h"
#include "labs/05_tokenizer/bytes.h"
#include "labs/05_tokenizer/encode_piece.h"
#include "labs/05_tokenizer/predictions.h"
#include "labs/05_tokenizer/tokenizer.h"
#include "labs/05_tokenizer/training.h"

namespace llmsys::lab05 {
namespace {

// The 256 bytes, and a merge for each pair of tokens given by their bytes.
BpeVocabulary with_merges(const std::vector<std::pair<std::string, std::string>>& pairs) {
  BpeVocabulary vocabulary;
  vocabulary.tokens = first_tokens();
  const auto id_of = [&](const std::string& bytes) {
    return std::find(vocabulary.tokens.begin(), vocabulary.tokens.end(), bytes) - vocabulary.tokens.begin();
  };
  for (const auto& [left, right] : pairs) {
    vocabulary.merges.push_back({id_of(left), id_of(right), static_cast<int64_t>(vocabulary.tokens.size())});
    vocabulary.tokens.push_back(left + right);
  }
  return vocabulary;
}

Values measured_merges(const Values& in) {
  const BpeVocabulary vocabulary =
      train_bpe(in["text"].bytes(), in["size"].integer(), texts_of(in["added"]), SplitRule::gpt2);
  return {{"merges", static_cast<int64_t>(vocabulary.merges.size())},
          {"vocabulary", static_cast<int64_t>(vocabulary.tokens.size())}};
}

Values measured_ids_of_run(const Values& in) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (std::string run = "a"; pairs.size() < static_cast<size_t>(in["merges"].integer()); run += run)
    pairs.emplace_back(run, run);
  const std::string piece(static_cast<size_t>(in["n"].integer()), 'a');
  return {{"ids", static_cast<int64_t>(encode_piece(BpeModel(with_merges(pairs)), piece).size())}};
}

// The loop as task 5.3 describes it, over n different bytes that all become one token.
Values measured_lookups(const Values& in) {
  std::string piece = "a";
  std::vector<std::pair<std::string, std::string>> pairs;
  while (piece.size() < static_cast<size_t>(in["n"].integer())) {
    const std::string next(1, static_cast<char>(piece.back() + 1));
    pairs.emplace_back(piece, next);
    piece += next;
  }
  BpeModel model(with_merges(pairs));
  Work work;
  model.count_into(&work);
  std::vector<int64_t> ids;
  for (const char byte : piece) ids.push_back(model.id_of_byte(byte));
  while (ids.size() > 1) {
    size_t best = 0;
    MergeRule rule;
    for (size_t i = 0; i + 1 < ids.size(); ++i)
      if (const MergeRule found = model.merge(ids[i], ids[i + 1]); found.rank < rule.rank) rule = found, best = i;
    ids[best] = rule.id;
    ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(best) + 1);
  }
  return {{"lookups", work.lookups}};
}

Values alphabet(const Values&) {
  std::vector<int64_t> characters;
  for (const char32_t character : byte_alphabet()) characters.push_back(static_cast<int64_t>(character));
  return {{"characters", characters}};
}

Values learned(const Values& in) {
  BpeVocabulary vocabulary;
  vocabulary.tokens = texts_of(in["first_tokens"]);
  const size_t first = vocabulary.tokens.size();
  std::vector<CountedPiece> pieces;
  const std::vector<int64_t> counts = in["counts"].integers();
  for (const std::string& bytes : texts_of(in["pieces"])) pieces.push_back({bytes, counts.at(pieces.size())});
  Words words(pieces, vocabulary.tokens);
  learn_merges(words, in["size"].integer(), vocabulary);
  const int64_t visits = words.visits();
  List left;
  for (size_t w = 0; w < words.size(); ++w) left.push_back(words.ids(w));
  LLMSYS_CHECK(ValueError, vocabulary.tokens.size() >= first, "learn_merges removed tokens: it only appends");
  return {
      {"merges", flat(vocabulary.merges)},
      {"tokens", to_list({vocabulary.tokens.begin() + static_cast<std::ptrdiff_t>(first), vocabulary.tokens.end()})},
      {"words", left},
      {"visits", visits}};
}

}  // namespace

void add_training_scenarios(ScenarioTable& table) {
  table.add("predict_merges", [](const Values& in) -> Values {
    return {{"merges", predict_merges(in["vocabulary"].integer(), in["added"].integer())}};
  });
  table.add("predict_ids_of_run", [](const Values& in) -> Values {
    return {{"ids", predict_ids_of_run(in["n"].integer(), in["merges"].integer())}};
  });
  table.add("predict_lookups", [](const Values& in) -> Values {
    return {{"lookups", predict_lookups(in["n"].integer())}};
  });
  table.add("measured_merges", measured_merges);
  table.add("measured_ids_of_run", measured_ids_of_run);
  table.add("measured_lookups", measured_lookups);
  table.add("byte_alphabet", alphabet);
  table.add("first_tokens", [](const Values&) -> Values { return {{"tokens", to_list(first_tokens())}}; });
  table.add("decode", [](const Values& in) -> Values {
    return {{"bytes", decode(texts_of(in["tokens"]), in["ids"].integers())}};
  });
  table.add("merge_pair", [](const Values& in) -> Values {
    return {{"ids", merge_pair(in["ids"].integers(), in["left"].integer(), in["right"].integer(), in["id"].integer())}};
  });
  table.add("learn_merges", learned);
}

}  // namespace llmsys::lab05
