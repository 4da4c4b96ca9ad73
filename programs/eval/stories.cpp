#include "programs/eval/stories.h"

#include <vector>

#include "datasets/gen/documents.h"
#include "framework/base/error.h"
#include "programs/generate/generate.h"

namespace llmsys {

std::string told_stories(LoadedModel& loaded, const StoryEvaluation& how, const std::function<bool(int64_t)>& done) {
  LLMSYS_CHECK(
      ValueError, !loaded.end_tokens.empty(), loaded.path,
      ": this model has no token that ends a text, so it cannot begin one. See eos_token_id in its config.json");
  LLMSYS_CHECK(ValueError, loaded.tokenizer != nullptr, loaded.path,
               " comes without a vocabulary: it needs a tokenizer.json");
  const std::vector<int64_t> prompt = {loaded.end_tokens.front()};
  std::vector<std::string> stories;
  for (int64_t i = 0; i < how.samples && done(i); ++i) {
    const GenerateOptions options{.tokens = loaded.model->config().context,
                                  .sampling = how.sampling,
                                  .seed = how.seed + static_cast<uint64_t>(i),
                                  .stops = {}};
    stories.push_back(generate(loaded, prompt, options, {[](std::string_view) {}, [] { return false; }}).text);
  }
  return corpora::join_documents(stories);
}

}  // namespace llmsys
