// Lab 04, tasks 4.3 and 4.11: mistakes in rotary positions.
#include "autograder/04_transformer/diagnoses.h"
#include "autograder/04_transformer/op_inputs.h"

namespace llmsys::lab04 {
namespace {

using reference::Array;
using reference::Layout;
using reference::RowsMistake;
using reference::TableMistake;
using reference::TurnMistake;

Diagnosis table(const Words& words, TableMistake mistake) {
  return wrong("4.3", "rope_table", words, table_answer, mistake);
}

Diagnosis turn(const char* task, const char* scenario, double sign, Layout layout, const Words& words,
               TurnMistake mistake) {
  const auto answer = [sign, layout](const Values& in, TurnMistake made) {
    return turn_answer(in, sign, layout, made);
  };
  return wrong(task, scenario, words, answer, mistake);
}

Diagnosis forward(const Words& words, TurnMistake mistake) {
  return turn("4.3", "rope_forward", 1, Layout::halves, words, mistake);
}

Diagnosis rows(const char* scenario, bool to_halves, const Words& words, RowsMistake mistake) {
  const auto answer = [to_halves](const Values& in, RowsMistake made) -> Values {
    const Array w(in["stored"].tensor());
    const int64_t heads = in["heads"].integer();
    const Array out =
        to_halves ? reference::halves_from_pairs(w, heads, made) : reference::pairs_from_halves(w, heads, made);
    return {{"w", out.tensor(in["stored"].tensor().dtype())}};
  };
  return wrong("4.11", scenario, words, answer, mistake);
}

std::vector<Diagnosis> table_diagnoses() {
  return {
      table({"start_ignored", "positions begin at 0: the first row belongs to `start`", "the first row is `start`"},
            TableMistake::start_ignored),
      table({"from_one", "positions are counted from 1: the first token of a text has position 0",
             "Positions count from 0"},
            TableMistake::from_one),
      table({"exponent_half", "the exponent is -i/D: pairs are two numbers wide, so it is -2i/D", "-2i/D, not -i/D"},
            TableMistake::exponent_half),
      table({"exponent_twice", "the exponent runs twice as fast: divide 2i by D, not by D/2", "by D, not by D/2"},
            TableMistake::exponent_twice),
      table({"growing", "angles grow with i: the exponent is negative, later pairs turn slower",
             "later pairs turn slower"},
            TableMistake::growing),
      table({"exchanged", "cos and sin are exchanged", "cos is the first"}, TableMistake::exchanged)};
}

}  // namespace

std::vector<Diagnosis> rope_diagnoses() {
  std::vector<Diagnosis> all = table_diagnoses();
  const std::vector<Diagnosis> turns = {
      forward({"neighbours", "neighbours are turned together, as in RoFormer: here i goes with i + D/2",
               "i goes with i + D/2"},
              TurnMistake::other_layout),
      forward({"backwards", "everything is turned by the negative angle", "the minus stands in the first half"},
              TurnMistake::backwards),
      forward({"sign_lost", "the minus before the first half's sine is missing", "is no turn at all"},
              TurnMistake::sign_lost),
      forward({"first_only", "only the first half is turned", "Both halves change"}, TurnMistake::first_only),
      forward({"result_reused", "the second half is made from the new first half: both need the old one",
               "both need the old x"},
              TurnMistake::result_reused),
      turn("4.3", "rope_vjp", -1, Layout::halves,
           {"not_turned_back", "the gradient is turned on instead of back: the transpose of a turn is the turn back",
            "the turn back"},
           TurnMistake::backwards),
      turn("4.11", "rope_pairs_forward", 1, Layout::pairs,
           {"halves_for_pairs", "i goes with i + D/2 here, as in task 4.3: neighbours are asked for",
            "2i goes with 2i + 1"},
           TurnMistake::other_layout),
      turn("4.11", "rope_pairs_vjp", -1, Layout::pairs,
           {"pairs_not_turned_back", "the gradient is turned on instead of back", "a turn back, here too"},
           TurnMistake::backwards),
      rows("halves_from_pairs", true,
           {"rows_other_way", "rows go the other way: even rows come first, odd rows after them",
            "even rows first, then odd ones"},
           RowsMistake::other_way),
      rows("halves_from_pairs", true,
           {"rows_across_heads", "rows of all heads are mixed: each head has its own even and odd rows",
            "each head by itself"},
           RowsMistake::across_heads),
      rows("pairs_from_halves", false,
           {"rows_back_other_way", "this is halves_from_pairs again: the way back deals rows out alternately",
            "deals them out alternately"},
           RowsMistake::other_way)};
  all.insert(all.end(), turns.begin(), turns.end());
  return all;
}

}  // namespace llmsys::lab04
