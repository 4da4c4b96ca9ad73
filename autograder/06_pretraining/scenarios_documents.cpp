// Lab 06, tasks 6.1 to 6.3, 6.9 and 6.10.
#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/scenarios.h"
#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "labs/06_pretraining/duplicates.h"
#include "labs/06_pretraining/mixture.h"
#include "labs/06_pretraining/overlap.h"
#include "labs/06_pretraining/personal_data.h"
#include "labs/06_pretraining/quality.h"

namespace llmsys::lab06 {
namespace {

std::vector<std::string> names_of(const std::vector<Measure>& broken) {
  std::vector<std::string> names;
  for (const Measure measure : broken) names.emplace_back(name_of(measure));
  return names;
}

// The first eight, which students measure.
Values words_measured(const Values& in) {
  Measures measures;
  measure_words(in["text"].bytes(), measures);
  Values out;
  for (size_t i = 0; i <= static_cast<size_t>(Measure::stop_words); ++i)
    out.set(name_of(static_cast<Measure>(i)), measures.values[i]);
  return out;
}

Values rules_broken(const Values& in) {
  Measures measures;
  QualityLimits limits;
  const std::vector<double> values = numbers_of(in["values"]), least = numbers_of(in["least"]),
                            most = numbers_of(in["most"]);
  for (size_t i = 0; i < kMeasures; ++i) {
    measures.values[i] = values.at(i);
    limits.limits[i] = {least.at(i), most.at(i)};
  }
  return {{"broken", to_list(names_of(broken_rules(measures, limits)))}};
}

Values gopher_rules_broken(const Values& in) {
  return {{"broken", to_list(names_of(broken_rules(measure(in["text"].bytes()), gopher_limits())))}};
}

Values copies_found(const Values& in) {
  return {{"first", converted<int64_t>(first_copies(texts_of(in["documents"])))}};
}

Values signature_of(const Values& in) {
  HashFamily hashes(in["size"].integer(), static_cast<uint64_t>(in["seed"].integer()));
  int64_t calls = 0;
  hashes.count_into(&calls);
  const Signature signature = minhash(converted<uint64_t>(in["shingles"].integers()), hashes);
  return {{"signature", converted<int64_t>(signature)}, {"calls", calls}};
}

Values candidates_found(const Values& in) {
  return {{"links", flat(candidate_links(lists_of<uint64_t>(in["signatures"]), in["bands"].integer()))}};
}

Values clusters_found(const Values& in) {
  const auto documents = static_cast<size_t>(in["documents"].integer());
  return {{"first", converted<int64_t>(clusters(documents, pairs_of(in["links"])))}};
}

// Pairs of random sets: `common` shingles in both, `only` in each alone. How many share a band?
Values curve_measured(const Values& in) {
  const int64_t bands = in["bands"].integer(), pairs = in["pairs"].integer();
  const HashFamily hashes(bands * in["rows"].integer(), static_cast<uint64_t>(in["seed"].integer()));
  Rng rng(static_cast<uint64_t>(in["seed"].integer()), 1);
  std::vector<Signature> signatures;
  for (int64_t pair = 0; pair < pairs; ++pair) {
    std::vector<uint64_t> a, b;
    for (int64_t i = in["common"].integer(); i > 0; --i) a.push_back(rng.next_u64());
    b = a;
    for (int64_t i = in["only"].integer(); i > 0; --i) {
      a.push_back(rng.next_u64());
      b.push_back(rng.next_u64());
    }
    signatures.push_back(minhash(a, hashes));
    signatures.push_back(minhash(b, hashes));
  }
  int64_t found = 0;
  for (const auto& [a, b] : candidate_links(signatures, bands)) found += a % 2 == 0 && b == a + 1 ? 1 : 0;
  return {{"found", found}};
}

Values duplicates_found(const Values& in) {
  const DuplicateOptions options{.shingle_words = in["shingle_words"].integer(),
                                 .bands = in["bands"].integer(),
                                 .rows = in["rows"].integer(),
                                 .seed = static_cast<uint64_t>(in["seed"].integer())};
  return {{"first", converted<int64_t>(find_duplicates(texts_of(in["documents"]), options))}};
}

std::vector<Words> words_of_all(const Value& texts) {
  std::vector<Words> words;
  for (const std::string& text : texts_of(texts)) words.push_back(normalised_words(text));
  return words;
}

Values overlaps_found(const Values& in) {
  const std::vector<Overlap> found =
      find_overlaps(words_of_all(in["documents"]), words_of_all(in["others"]), in["n"].integer());
  std::vector<size_t> ranges;
  for (const Overlap& one : found) ranges.insert(ranges.end(), {one.document, one.begin, one.end});
  return {{"ranges", converted<int64_t>(ranges)}};
}

void add_personal_data_scenarios(ScenarioTable& table) {
  table.add("luhn", [](const Values& in) -> Values { return {{"passes", passes_luhn(in["digits"].bytes())}}; });
  table.add("masked", [](const Values& in) -> Values { return {{"masked", masked(in["text"].bytes())}}; });
  using Match = size_t (*)(std::string_view);
  const std::pair<const char*, Match> all[] = {
      {"email", match_email}, {"ipv4", match_ipv4}, {"card", match_card}, {"phone", match_phone}};
  for (const auto& [name, match] : all)
    table.add(std::string("match_") + name, [match = match](const Values& in) -> Values {
      return {{"length", static_cast<int64_t>(match(in["text"].bytes()))}};
    });
}

// Some draws, on from a state if there is one.
Values mixed(const Values& in) {
  Mixture mixture(in["weights"].integers());
  if (const Value* drawn = in.find("drawn"))
    mixture.restore({.weights = in["saved_weights"].integers(), .drawn = drawn->integers()});
  std::vector<int64_t> sources;
  for (int64_t n = in["draws"].integer(); n > 0; --n) sources.push_back(mixture.next());
  return {{"sources", sources}, {"drawn", mixture.state().drawn}};
}

}  // namespace

void add_document_scenarios(ScenarioTable& table) {
  table.add("measure_words", words_measured);
  table.add("broken_rules", rules_broken);
  table.add("gopher", gopher_rules_broken);
  table.add("first_copies", copies_found);
  table.add("minhash", signature_of);
  table.add("candidate_links", candidates_found);
  table.add("clusters", clusters_found);
  table.add("candidate_curve", curve_measured);
  table.add("find_duplicates", duplicates_found);
  table.add("find_overlaps", overlaps_found);
  add_personal_data_scenarios(table);
  table.add("mixture", mixed);
}

}  // namespace llmsys::lab06
