// Lab 04, task 4.4: mistakes in attention.
#include "autograder/04_transformer/diagnoses.h"
#include "autograder/04_transformer/op_inputs.h"

namespace llmsys::lab04 {
namespace {

using reference::AttentionMistake;

Diagnosis mask(const Words& words, AttentionMistake mistake) {
  return wrong("4.4", "causal_mask", words, mask_answer, mistake);
}

Diagnosis attention(const Words& words, AttentionMistake mistake) {
  return wrong("4.4", "causal_attention", words, attention_answer, mistake);
}

Diagnosis heads_reshaped() {
  const auto answer = [](const Values& in, bool only_reshaped) -> Values {
    const reference::Array x(in["x"].tensor());
    return {{"split", reference::split_heads(x, in["heads"].integer(), only_reshaped).tensor(DType::f64)}};
  };
  return wrong("4.4", "heads",
               {"heads_reshaped", "x was only reshaped to (B,H,T,D): that mixes tokens; first (B,T,H,D), then exchange",
                "first (B,T,H,D), then exchange"},
               answer, true);
}

}  // namespace

std::vector<Diagnosis> attention_diagnoses() {
  return {
      heads_reshaped(),
      mask({"sees_next", "query i sees key i + 1, its own future: the mask begins one too late",
            "j = i + 1 is the first"},
           AttentionMistake::sees_next),
      mask({"blind_to_itself", "query i does not see key i: the mask begins one too early", "a token sees itself"},
           AttentionMistake::blind_to_itself),
      mask({"from_the_start", "the queries are the last of the S positions, not the first: shift by S - T",
            "the last of the S positions"},
           AttentionMistake::from_the_start),
      mask({"masked_by_zero", "a score of 0 is no mask: e^0 is 1, and e^-infinity is 0", "0 is a score like any other"},
           AttentionMistake::masked_by_zero),
      attention({"unmasked", "every query sees every key: add the causal mask", "Add the mask"},
                AttentionMistake::unmasked),
      attention({"attention_sees_next", "queries see one key too many: their own future", "one key too many"},
                AttentionMistake::sees_next),
      attention({"masked_late", "probabilities are masked, after the softmax: then rows no longer sum to 1",
                 "no longer sum to 1"},
                AttentionMistake::masked_late),
      attention({"unscaled", "scores are not divided by sqrt(D)", "divided by sqrt(D)"}, AttentionMistake::unscaled),
      attention({"scaled_by_width", "scores are divided by sqrt(H D): D is the size of a head, not of the model",
                 "the size of a head"},
                AttentionMistake::scaled_by_width),
      attention({"scaled_twice", "scores are divided by D: by its root", "its root, not D"},
                AttentionMistake::scaled_twice),
      attention(
          {"over_queries", "the softmax runs over queries: it runs over keys, the last dimension", "runs over keys"},
          AttentionMistake::over_queries),
      attention({"groups_interleaved", "query head h reads head h mod G: neighbours share, so it reads head h / (H/G)",
                 "neighbours share"},
                AttentionMistake::groups_interleaved),
      attention({"first_group_only", "all query heads read the first head of keys and values", "not only the first"},
                AttentionMistake::first_group_only)};
}

}  // namespace llmsys::lab04
