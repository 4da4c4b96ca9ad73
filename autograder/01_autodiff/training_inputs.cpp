// Lab 01, task 1.7: from Values to the references and back, and a piece of a novel as batches.
#include "autograder/01_autodiff/training_inputs.h"

#include "autograder/judge/source_root.h"
#include "framework/data/char_tokenizer.h"
#include "framework/data/text_file.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {
namespace {

constexpr int64_t kBatch = 32, kContext = 4, kWidth = 12, kHidden = 48;
constexpr size_t kCharacters = 20000;

std::vector<double> numbers_of(const Value& x) { return to_vector<double>(raw::to(x.tensor(), DType::f64)); }

}  // namespace

Values loss_answer(const Values& in, reference::LossMistake mistake) {
  const Tensor& logits = in["logits"].tensor();
  const reference::Loss loss =
      reference::cross_entropy(numbers_of(in["logits"]), to_vector<int64_t>(in["targets"].tensor()), mistake);
  return {{"loss", loss.value}, {"dlogits", raw::to(from_vector(loss.dlogits, logits.shape()), logits.dtype())}};
}

Values training_answer(const Values& in, reference::StepMistake mistake) {
  const reference::Regression model = reference::train({.x = numbers_of(in["x"]),
                                                        .targets = to_vector<int64_t>(in["targets"].tensor()),
                                                        .weight = numbers_of(in["weight"]),
                                                        .old_gradient = numbers_of(in["old_gradient"]),
                                                        .lr = in["lr"].number(),
                                                        .losses = {}},
                                                       in["steps"].integer(), mistake);
  const Shape& shape = in["weight"].tensor().shape();
  return {{"losses", from_vector(model.losses)}, {"weight", raw::to(from_vector(model.weight, shape), DType::f32)}};
}

Values character_inputs(int64_t batches) {
  const std::string novel = read_text(source_root() + "/datasets/text/austen_tiny.txt").substr(0, kCharacters);
  const CharTokenizer tokenizer(novel);
  const std::vector<int64_t> ids = tokenizer.encode(novel);
  const int64_t V = tokenizer.vocabulary_size();
  std::vector<int64_t> contexts, targets;
  for (int64_t i = 0; i < batches * kBatch; ++i) {
    const size_t at = rng().below(ids.size() - kContext);
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(at);
    contexts.insert(contexts.end(), begin, begin + kContext);
    targets.push_back(begin[kContext]);
  }
  const auto small = [](const Shape& shape, double scale) { return raw::mul(randn(shape, rng()), scale); };
  return {{"contexts", from_vector(contexts, {batches, kBatch, kContext})},
          {"targets", from_vector(targets, {batches, kBatch})},
          {"table", small({V, kWidth}, 1)},
          {"hidden", small({kContext * kWidth, kHidden}, 0.15)},
          {"bias", zeros({kHidden})},
          {"out", small({kHidden, V}, 0.05)},
          {"lr", 0.02}};
}

}  // namespace llmsys::lab01
