/// @file
/// The reference's answers, scenario by scenario: see data.h.
#pragma once
#include <array>
#include <string_view>

#include "autograder/06_pretraining/reference/data.h"

namespace llmsys::lab06::reference {

/// The measures in their order.
inline constexpr std::array<std::string_view, 21> kMeasureNames = {"words",
                                                                   "word_length",
                                                                   "hash_signs",
                                                                   "ellipses",
                                                                   "bullet_lines",
                                                                   "ellipsis_lines",
                                                                   "alphabetic_words",
                                                                   "stop_words",
                                                                   "repeated_lines",
                                                                   "repeated_line_characters",
                                                                   "repeated_paragraphs",
                                                                   "repeated_paragraph_characters",
                                                                   "top_2_gram",
                                                                   "top_3_gram",
                                                                   "top_4_gram",
                                                                   "repeated_5_grams",
                                                                   "repeated_6_grams",
                                                                   "repeated_7_grams",
                                                                   "repeated_8_grams",
                                                                   "repeated_9_grams",
                                                                   "repeated_10_grams"};

/// {text} -> the first eight measures by name.
Values measure_words(const Values& in, Mistake mistake);
/// {values, least, most} -> {broken}: names.
Values broken_rules(const Values& in, Mistake mistake);
/// {documents} -> {first}.
Values first_copies(const Values& in, Mistake mistake);
/// {shingles, size, seed} -> {signature}.
Values minhash(const Values& in, Mistake mistake);
/// {signatures, bands} -> {links}.
Values candidate_links(const Values& in, Mistake mistake);
/// {documents, links} -> {first}.
Values clusters(const Values& in, Mistake mistake);
/// {documents, others, n} -> {ranges}.
Values find_overlaps(const Values& in, Mistake mistake);
/// {tokens, context} -> {rows}.
Values count_rows(const Values& in, Mistake mistake);
/// {window, context, end} -> {tokens, targets, positions}.
Values pack_row(const Values& in, Mistake mistake);
/// {documents, context, end} -> {stream, rows}.
Values pack(const Values& in, Mistake mistake);
/// {positions} and what a loader is made with -> {rows}.
Values row_at(const Values& in, Mistake mistake);
/// {steps}, maybe {state}, and what a loader is made with -> {tokens, targets, state}.
Values load(const Values& in, Mistake mistake);
/// {digits} -> {passes}.
Values luhn(const Values& in, Mistake mistake);
/// {weights, draws}, maybe {drawn} -> {sources, drawn}.
Values mixture(const Values& in, Mistake mistake);
/// {kind, peak, lowest, warm_up, decay, steps, at} -> {rates}.
Values rates(const Values& in, Mistake mistake);
/// {gradients, max_norm} -> {norm, gradients}, computed in float64.
Values clip(const Values& in, Mistake mistake);
/// {table, batches, max_norm} with SGD of rate 0.5 -> {loss, norm, tokens, table}, computed in float64.
Values step(const Values& in, Mistake mistake);
/// {table, batches} -> {loss}.
Values evaluate(const Values& in, Mistake mistake);

}  // namespace llmsys::lab06::reference
