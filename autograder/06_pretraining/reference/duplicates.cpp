// Tasks 6.2 and 6.3, by hand: every pair is compared.
#include <algorithm>
#include <set>

#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/reference/parts.h"
#include "framework/data/hashing.h"
#include "framework/data/normalised_words.h"

namespace llmsys::lab06::reference {

Values first_copies(const Values& in, Mistake mistake) {
  const std::vector<std::string> documents = texts_of(in["documents"]);
  std::vector<int64_t> first;
  for (size_t i = 0; i < documents.size(); ++i) {
    size_t found = i;
    for (size_t j = i; j > 0; --j)  // backwards: the last hit is the first copy
      if (documents[j - 1] == documents[i] && (found == i || mistake != Mistake::latest)) found = j - 1;
    first.push_back(static_cast<int64_t>(found));
  }
  return {{"first", first}};
}

Values minhash(const Values& in, Mistake mistake) {
  const HashFamily hashes(in["size"].integer(), static_cast<uint64_t>(in["seed"].integer()));
  const std::vector<int64_t> shingles = in["shingles"].integers();
  std::vector<int64_t> signature;
  for (size_t k = 0; k < hashes.size() && !shingles.empty(); ++k) {
    std::vector<uint64_t> values;
    for (const int64_t shingle : shingles)
      values.push_back(hashes(mistake == Mistake::one_function ? 0 : k, static_cast<uint64_t>(shingle)));
    std::sort(values.begin(), values.end());
    signature.push_back(static_cast<int64_t>(mistake == Mistake::largest ? values.back() : values.front()));
  }
  return {{"signature", signature}};
}

Values candidate_links(const Values& in, Mistake mistake) {
  const std::vector<std::vector<int64_t>> signatures = lists_of<int64_t>(in["signatures"]);
  const int64_t bands = in["bands"].integer();
  size_t size = 0;
  for (const auto& signature : signatures) size = std::max(size, signature.size());
  const size_t rows = mistake == Mistake::one_entry ? 1 : size / static_cast<size_t>(bands);
  const size_t count = mistake == Mistake::one_entry ? size : static_cast<size_t>(bands);
  const auto same = [&](size_t a, size_t b, size_t band) {
    const auto &x = signatures[a], &y = signatures[b];
    if (x.empty() || y.empty()) return mistake == Mistake::empty_linked && x.empty() && y.empty();
    const auto from = static_cast<std::ptrdiff_t>(band * rows), to = static_cast<std::ptrdiff_t>((band + 1) * rows);
    return std::equal(x.begin() + from, x.begin() + to, y.begin() + from);
  };
  std::set<std::pair<size_t, size_t>> links;
  for (size_t band = 0; band < count; ++band)
    for (size_t b = 0; b < signatures.size(); ++b) {
      size_t a = b;
      for (size_t i = b; i > 0; --i)
        if (same(i - 1, b, band) && (a == b || mistake != Mistake::neighbours)) a = i - 1;
      if (a != b) links.insert({a, b});
    }
  return {{"links", flat({links.begin(), links.end()})}};
}

Values clusters(const Values& in, Mistake mistake) {
  std::vector<int64_t> first(static_cast<size_t>(in["documents"].integer()));
  for (size_t i = 0; i < first.size(); ++i) first[i] = static_cast<int64_t>(i);
  const std::vector<int64_t> own = first;
  for (size_t changes = 1; changes > 0;) {
    changes = 0;
    for (const auto& [a, b] : pairs_of(in["links"])) {
      const auto& from = mistake == Mistake::one_step ? own : first;
      const int64_t low = std::min(from[a], from[b]);
      for (const size_t i : {a, b}) {
        changes += first[i] > low ? 1 : 0;
        first[i] = std::min(first[i], low);
      }
    }
  }
  return {{"first", first}};
}

namespace {

std::vector<std::string> grams_of(const std::vector<NormalisedWord>& words, size_t n) {
  std::vector<std::string> grams;
  for (size_t i = 0; i + n <= words.size(); ++i) {
    std::string gram;
    for (size_t k = i; k < i + n; ++k) gram += words[k].word + " ";
    grams.push_back(gram);
  }
  return grams;
}

// Marks the words in places that the others have too; `joined[i]`: word i lies in the range of word i - 1.
struct Marks {
  std::vector<bool> inside, joined;
};

Marks marks_of(const std::vector<std::string>& grams, const std::set<std::string>& known, size_t words, size_t n,
               Mistake mistake) {
  Marks marks{std::vector<bool>(words), std::vector<bool>(words)};
  for (size_t i = 0; i < grams.size(); ++i) {
    if (!known.contains(grams[i])) continue;
    const size_t end = mistake == Mistake::first_word ? i + 1 : i + n;
    for (size_t k = i; k < end; ++k) marks.inside[k] = true;
    for (size_t k = i; k < end; ++k) marks.joined[k] = k > 0 && marks.inside[k - 1];
  }
  return marks;
}

}  // namespace

Values find_overlaps(const Values& in, Mistake mistake) {
  const auto n = static_cast<size_t>(in["n"].integer());
  std::set<std::string> known;
  for (const std::string& other : texts_of(in["others"]))
    for (const std::string& gram : grams_of(normalised_words(other), n)) known.insert(gram);
  std::vector<size_t> ranges;
  const std::vector<std::string> documents = texts_of(in["documents"]);
  for (size_t document = 0; document < documents.size(); ++document) {
    const std::vector<NormalisedWord> words = normalised_words(documents[document]);
    const std::vector<std::string> grams = grams_of(words, n);
    if (mistake == Mistake::apart) {
      for (size_t i = 0; i < grams.size(); ++i)
        if (known.contains(grams[i])) ranges.insert(ranges.end(), {document, words[i].begin, words[i + n - 1].end});
      continue;
    }
    const Marks marks = marks_of(grams, known, words.size(), n, mistake);
    bool any = false;
    for (size_t i = 0; i < words.size(); ++i) {
      if (!marks.inside[i]) continue;
      if (!(marks.joined[i] || (any && mistake == Mistake::one_range)))
        ranges.insert(ranges.end(), {document, words[i].begin, 0});
      ranges.back() = words[i].end;
      any = true;
    }
  }
  return {{"ranges", converted<int64_t>(ranges)}};
}

}  // namespace llmsys::lab06::reference
