#include "autograder/05_tokenizer/handout.h"

#include "framework/base/text.h"
#include "framework/testing/document.h"
#include "labs/05_tokenizer/bpe_model.h"
#include "labs/05_tokenizer/bytes.h"
#include "labs/05_tokenizer/training.h"

namespace llmsys::lab05 {
namespace {

const llmsys::testing::Document& handout() {
  static const llmsys::testing::Document page("labs/05_tokenizer/README.md");
  return page;
}

}  // namespace

size_t occurrences(const std::string& words) { return handout().occurrences(words); }
void says(const std::string& words) { handout().says(words); }

std::string listed(const std::vector<int64_t>& ids) { return join(ids, " "); }

BpeVocabulary handout_vocabulary() {
  BpeVocabulary vocabulary;
  vocabulary.tokens = first_tokens();
  Words words({{"low", 5}, {"lower", 2}, {"newest", 6}, {"widest", 3}}, vocabulary.tokens);
  learn_merges(words, 256 + 12, vocabulary);
  vocabulary.added.push_back({"<|end|>", static_cast<int64_t>(vocabulary.tokens.size())});
  vocabulary.tokens.push_back("<|end|>");
  return vocabulary;
}

std::vector<EncodingStep> encoding_steps(const BpeVocabulary& vocabulary, const std::string& piece) {
  const BpeModel model(vocabulary);
  std::vector<int64_t> ids;
  for (const char byte : piece) ids.push_back(model.id_of_byte(byte));
  std::vector<EncodingStep> steps;
  while (true) {
    EncodingStep best{.rank = MergeRule::kNone};
    for (size_t i = 0; i + 1 < ids.size(); ++i)
      if (const MergeRule rule = model.merge(ids[i], ids[i + 1]); rule.rank < best.rank)
        best = {.place = i, .rank = rule.rank, .id = rule.id};
    if (best.rank == MergeRule::kNone) return steps;
    steps.push_back(best);
    ids[best.place] = best.id;
    ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(best.place) + 1);
  }
}

}  // namespace llmsys::lab05
