// Lab 05: what is timed of it. Vocabularies are prepared before the clock starts.
#include <memory>

#include "autograder/05_tokenizer/vocabulary_values.h"
#include "autograder/worker/timed_scenarios.h"
#include "labs/05_tokenizer/bpe_model.h"
#include "labs/05_tokenizer/encode_piece.h"
#include "labs/05_tokenizer/long_piece.h"
#include "labs/05_tokenizer/training.h"

namespace llmsys {
namespace {

using namespace lab05;

using PieceEncoder = std::vector<int64_t> (*)(const BpeModel& model, std::string_view piece);

void add_encoder(ScenarioTable& table, const char* name, PieceEncoder encode) {
  table.add_session(name, [encode](const Values& in) -> Session {
    const auto model = std::make_shared<BpeModel>(vocabulary_of(in["vocabulary"].map()));
    return [encode, model](std::string_view, const Values& run) -> Values {
      return {{"ids", encode(*model, run["piece"].bytes())}};
    };
  });
}

// The words come as letters and counts; the vocabulary of bytes is made here, so that only learning is timed.
Session learner(const Values& in) {
  return [first = texts_of(in["first_tokens"]), size = in["size"].integer()](std::string_view,
                                                                             const Values& run) -> Values {
    std::vector<CountedPiece> pieces;
    const std::vector<int64_t> counts = run["counts"].integers();
    for (const std::string& bytes : texts_of(run["pieces"])) pieces.push_back({bytes, counts.at(pieces.size())});
    BpeVocabulary vocabulary;
    vocabulary.tokens = first;
    Words words(pieces, vocabulary.tokens);
    learn_merges(words, size, vocabulary);
    return {{"merges", flat(vocabulary.merges)}};
  };
}

}  // namespace

void add_timed_scenarios(ScenarioTable& table) {
  add_encoder(table, "timed_piece", encode_piece);
  add_encoder(table, "timed_long_piece", encode_long_piece);
  table.add_session("timed_learning", learner);
}

}  // namespace llmsys
