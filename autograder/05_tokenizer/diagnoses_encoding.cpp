// Lab 05, tasks 5.3 to 5.6: mistakes in encoding and decoding.
#include "autograder/05_tokenizer/bpe_inputs.h"
#include "autograder/05_tokenizer/diagnoses.h"

namespace llmsys::lab05 {
namespace {

using reference::PieceMistake;
using reference::StreamMistake;
using reference::TextMistake;

Values piece_ids(const Values& in, PieceMistake mistake) {
  return {{"ids", reference::encode_piece(vocabulary_of(in["vocabulary"].map()), in["piece"].bytes(), mistake)}};
}

Diagnosis piece(const std::string& task, const std::string& scenario, const std::string& name, const std::string& cause,
                const std::string& handout, PieceMistake mistake) {
  return {task, scenario, name, cause, handout, [mistake](const Values& in) -> Values {
            constexpr size_t kLongest = 500;  // the reference takes n^2 steps
            if (in["piece"].bytes().size() > kLongest) return {};
            return if_wrong(piece_ids(in, mistake), piece_ids(in, PieceMistake::none));
          }};
}

Values some_encoded(const Values& in, TextMistake mistake) {
  const reference::Encoded encoded =
      reference::encode_some(vocabulary_of(in["vocabulary"].map()), in["text"].bytes(), in["more"].boolean(), mistake);
  return {{"ids", encoded.ids}, {"used", encoded.used}};
}

Diagnosis some(const std::string& name, const std::string& cause, const std::string& handout, TextMistake mistake) {
  return {"5.4", "encode_some", name, cause, handout, [mistake](const Values& in) {
            return if_wrong(some_encoded(in, mistake), some_encoded(in, TextMistake::none));
          }};
}

// The ids of the parts of a stream that was given as parts.
Values streamed(const Values& in, StreamMistake mistake) {
  const BpeVocabulary vocabulary = vocabulary_of(in["vocabulary"].map());
  std::vector<int64_t> ids;
  std::string held;
  const auto encode = [&](bool more) {
    const reference::Encoded encoded = reference::encode_some(vocabulary, held, more);
    ids.insert(ids.end(), encoded.ids.begin(), encoded.ids.end());
    held.erase(0, static_cast<size_t>(encoded.used));
  };
  for (const std::string& part : texts_of(in["parts"])) {
    held += part;
    encode(mistake != StreamMistake::parts_apart);
  }
  if (mistake != StreamMistake::rest_lost) encode(false);
  return {{"ids", ids}};
}

Diagnosis stream(const std::string& name, const std::string& cause, const std::string& handout, StreamMistake mistake) {
  return {"5.5",
          "stream_encode",
          name,
          cause,
          handout,
          [mistake](const Values& in) {
            return if_wrong(streamed(in, mistake), streamed(in, StreamMistake::none)); }};
}

Values decoded(const Values& in, StreamMistake mistake) {
  return {{"parts", to_list(reference::decode_in_parts(texts_of(in["tokens"]), in["ids"].integers(), mistake))}};
}

Diagnosis decoding(const std::string& name, const std::string& cause, const std::string& handout,
                   StreamMistake mistake) {
  return {"5.5",
          "stream_decode",
          name,
          cause,
          handout,
          [mistake](const Values& in) {
            return if_wrong(decoded(in, mistake), decoded(in, StreamMistake::none)); }};
}

std::vector<Diagnosis> piece_diagnoses() {
  return {piece("5.3", "encode_piece", "leftmost",
                "the leftmost pair that merges goes first: it is the one with the lowest rank",
                "the leftmost pair that merges at all", PieceMistake::leftmost),
          piece("5.3", "encode_piece", "highest",
                "the highest rank goes first: rank 0 was learned first and is the most frequent",
                "Rank 0 is the strongest", PieceMistake::highest),
          piece("5.3", "encode_piece", "rightmost",
                "of several places with the lowest rank the last one goes first: compare with <, not <=",
                "with <, not with <=", PieceMistake::rightmost),
          piece("5.3", "encode_piece", "longest_token",
                "the longest token that fits is taken, without merges: BPE repeats its merges",
                "The longest token that fits", PieceMistake::longest_token),
          piece("5.3", "encode_piece", "one_each",
                "each merge is applied at one place at most: look again after each of them",
                "Going through the merges once", PieceMistake::one_each),
          piece("5.3", "encode_piece", "all_places",
                "all places of a merge become one at once: the first one may make a pair that goes before the others",
                "All places of the best pair at once", PieceMistake::all_places),
          piece("5.6", "encode_long_piece", "highest_first",
                "the heap gives the highest rank first: std::priority_queue needs std::greater",
                "`std::priority_queue` gives the largest", PieceMistake::highest),
          piece("5.6", "encode_long_piece", "last_place",
                "of several places with the lowest rank the last one goes first: order by place too", "by rank alone",
                PieceMistake::rightmost),
          piece("5.6", "encode_long_piece", "all_places_at_once",
                "all places of a merge become one at once: the first one may make a pair that goes before the others",
                "Going through a rank's places in one sweep", PieceMistake::all_places)};
}

std::vector<Diagnosis> text_diagnoses() {
  return {
      some("beginning_taken",
           "the end of the text may be the beginning of an added token that goes on: tell find_added about `more`",
           "beginning of an added token", TextMistake::beginning_taken),
      some("added_as_text", "an added token is encoded like any text: look for it before cutting into pieces",
           "before anything is cut", TextMistake::added_as_text),
      some(
          "looks_behind",
          "the piece before an added token was cut as if that token were text: give first_piece only what is before it",
          "cut off the added token first", TextMistake::looks_behind),
      some("uncertain_taken",
           "a piece was encoded that more text could change: with `more`, stop at the first one that is not certain",
           "a piece that is not certain", TextMistake::uncertain_taken),
      some("end_left", "the last piece is missing: if nothing follows, every piece counts",
           "at the end of the text nothing follows", TextMistake::end_left),
      stream("parts_apart", "each part is encoded for itself: hold what is not certain until the next part comes",
             "A part is not a text", StreamMistake::parts_apart),
      stream("rest_lost", "what is held at the end never comes out: finish() encodes it",
             "The last piece never becomes certain", StreamMistake::rest_lost),
      decoding("never_holds", "half a character goes out: hold back what first_code_point() says is cut off",
               "sends half of it", StreamMistake::never_holds),
      decoding("rest_lost_decoding",
               "what is held at the end never comes out: finish() hands it out, though it is no character",
               "bytes that never became a character", StreamMistake::rest_lost),
      decoding("holds_broken", "bytes that are part of no character are held: nothing that follows can complete them",
               "Holding what no byte can complete", StreamMistake::holds_broken)};
}

}  // namespace

std::vector<Diagnosis> encoding_diagnoses() {
  std::vector<Diagnosis> all = piece_diagnoses();
  for (Diagnosis& diagnosis : text_diagnoses()) all.push_back(std::move(diagnosis));
  return all;
}

}  // namespace llmsys::lab05
