// Lab 04, tasks 4.0 and 4.1: mistakes in predictions and in counting.
#include "autograder/04_transformer/config_values.h"
#include "autograder/04_transformer/diagnoses.h"
#include "autograder/04_transformer/reference/accounting.h"

namespace llmsys::lab04 {
namespace {

using reference::CountMistake;
using reference::FlopMistake;

using Formula = double (*)(double B, double H, double T, double D);

// Task 4.0: a formula of four sizes, of which some may be missing.
Diagnosis predicted(const std::string& scenario, const char* unit, const Words& words, Formula formula) {
  return {"4.0", scenario, words.name, words.cause, words.handout, [formula, unit](const Values& in) -> Values {
            const auto size = [&](const char* name) {
              return in.find(name) == nullptr ? 1.0 : static_cast<double>(in[name].integer());
            };
            return {{unit, static_cast<int64_t>(formula(size("B"), size("H"), size("T"), size("D")))}};
          }};
}

enum class BlockMistake { none, groups_forgotten, gate_forgotten, norms_forgotten, output_forgotten };

Values block_parameters(const Values& in, BlockMistake mistake) {
  const int64_t C = in["C"].integer(), H = in["H"].integer(), F = in["F"].integer();
  const int64_t shared = mistake == BlockMistake::groups_forgotten ? C : C / H * in["G"].integer();
  return {{"parameters", (mistake == BlockMistake::output_forgotten ? 1 : 2) * C * C + 2 * C * shared +
                             (mistake == BlockMistake::gate_forgotten ? 2 : 3) * C * F +
                             (mistake == BlockMistake::norms_forgotten ? 0 : 2 * C)}};
}

Diagnosis block(const Words& words, BlockMistake mistake) {
  return wrong("4.0", "predict_block_parameters", words, block_parameters, mistake);
}

std::vector<Diagnosis> prediction_diagnoses() {
  const std::string flops = "predict_attention_flops", bytes = "predict_probability_bytes";
  return {
      block({"keys_as_wide", "keys and values are as wide as queries here: there are only G heads of them, C / H wide",
             "G heads of them, each C / H wide"},
            BlockMistake::groups_forgotten),
      block({"two_matrices", "the feed-forward part has three matrices: gate, up and down", "three matrices, not two"},
            BlockMistake::gate_forgotten),
      block({"no_norms", "the two norms have C weights each", "two norms of C weights"}, BlockMistake::norms_forgotten),
      block({"no_output", "the output projection of attention is missing: four matrices, not three",
             "the output projection"},
            BlockMistake::output_forgotten),
      predicted(flops, "FLOPs",
                {"one_product", "this is one product: scores are the first, what they pick among values the second",
                 "Two products: scores, and"},
                [](double B, double H, double T, double D) { return 2 * B * H * T * T * D; }),
      predicted(flops, "FLOPs",
                {"half_a_square", "this is about half: plain attention computes the scores that it masks, too",
                 "masked afterwards, so they are computed"},
                [](double B, double H, double T, double D) { return 2 * B * H * T * (T + 1) * D; }),
      predicted(
          bytes, "bytes",
          {"kept_twice", "softmax and the product keep the same tensor, and a storage that is kept twice is there once",
           "keep the same tensor"},
          [](double B, double H, double T, double) { return 2 * 4 * B * H * T * T; }),
      predicted(bytes, "bytes", {"elements", "these are elements: a float has 4 bytes", "4 bytes each"},
                [](double B, double H, double T, double) { return B * H * T * T; }),
  };
}

Diagnosis count(const Words& words, CountMistake mistake) {
  const auto answer = [](const Values& in, CountMistake made) -> Values {
    return {{"parameters", reference::count_parameters(to_config(in["config"].map()), made)}};
  };
  return wrong("4.1", "count_parameters", words, answer, mistake);
}

Diagnosis flops(const Words& words, FlopMistake mistake) {
  const auto answer = [](const Values& in, FlopMistake made) -> Values {
    return {
        {"flops", reference::training_flops_per_token(to_config(in["config"].map()), in["tokens"].integer(), made)}};
  };
  return wrong("4.1", "training_flops_per_token", words, answer, mistake);
}

std::vector<Diagnosis> count_diagnoses() {
  return {
      count({"tied_twice", "a tied head is the table itself: count it once", "the table itself, and counts once"},
            CountMistake::tied_twice),
      count({"head_forgotten", "a head that is not tied is a table (V,C) of its own", "a table of its own"},
            CountMistake::head_forgotten),
      count({"gate_forgotten", "Llama's feed-forward part has three matrices: gate, up and down", "gate, up and down"},
            CountMistake::gate_forgotten),
      count({"groups_forgotten", "keys and values have kv_heads heads, not heads", "kv_heads heads, not heads"},
            CountMistake::groups_forgotten),
      count({"biases_forgotten", "GPT-2's matrices have biases: 3C, C, F and C of them in a block", "3C, C, F and C"},
            CountMistake::biases_forgotten),
      count({"positions_forgotten", "GPT-2 learns a table of positions, (context,C)", "a table of positions"},
            CountMistake::positions_forgotten),
      count({"last_norm_forgotten", "there is one more norm behind the last block", "one more norm behind"},
            CountMistake::last_norm_forgotten),
      count({"norms_forgotten", "each block has two norms", "Each block has two norms"},
            CountMistake::norms_forgotten)};
}

std::vector<Diagnosis> flop_diagnoses() {
  return {
      flops({"forward_only", "this is the forward pass: the backward pass makes two products for each of its own",
             "two products for each of the forward pass"},
            FlopMistake::forward_only),
      flops({"backward_once", "backward costs twice the forward pass, not once", "twice as much again, not once"},
            FlopMistake::backward_once),
      flops({"attention_forgotten", "attention's own products have no weights, but FLOPs: 4 H D T forward",
             "products without weights"},
            FlopMistake::attention_forgotten),
      flops({"attention_halved", "attention's FLOPs are half of what papers count: two products, and the whole square",
             "the whole square, as papers do"},
            FlopMistake::attention_halved),
      flops({"head_forgotten_in_flops", "the head is a product with the whole vocabulary, tied or not",
             "a product with the whole vocabulary"},
            FlopMistake::head_forgotten),
      flops({"table_counted", "looking up a row of the table is no product: it costs nothing", "Looking up a row"},
            FlopMistake::table_counted),
      flops({"keys_for_queries", "each of the H query heads meets all keys, however few heads of keys there are",
             "however few heads of keys"},
            FlopMistake::keys_for_queries)};
}

}  // namespace

std::vector<Diagnosis> accounting_diagnoses() {
  std::vector<Diagnosis> all = prediction_diagnoses();
  for (const auto& part : {count_diagnoses(), flop_diagnoses()}) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace llmsys::lab04
