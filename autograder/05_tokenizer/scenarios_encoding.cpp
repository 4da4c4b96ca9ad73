// Lab 05, tasks 5.3 to 5.6 and all together.
#include <algorithm>

#include "autograder/05_tokenizer/scenarios.h"
#include "autograder/05_tokenizer/vocabulary_values.h"
#include "framework/base/error.h"
#include "labs/05_tokenizer/encode_piece.h"
#include "labs/05_tokenizer/encode_text.h"
#include "labs/05_tokenizer/long_piece.h"
#include "labs/05_tokenizer/tokenizer.h"

namespace llmsys::lab05 {
namespace {

// A model that counts what is done with it.
struct CountedModel {
  explicit CountedModel(const Values& in) : model(vocabulary_of(in["vocabulary"].map())) { model.count_into(&work); }
  BpeModel model;
  Work work;
};

using PieceEncoder = std::vector<int64_t> (*)(const BpeModel& model, std::string_view piece);

void add_piece_encoder(ScenarioTable& table, const char* name, PieceEncoder encode) {
  table.add(name, [encode](const Values& in) -> Values {
    CountedModel counted(in);
    const std::vector<int64_t> ids = encode(counted.model, in["piece"].bytes());
    return {{"ids", ids}, {"lookups", counted.work.lookups}};
  });
}

Values some_encoded(const Values& in) {
  CountedModel counted(in);
  PieceCache cache(static_cast<size_t>(in["capacity"].integer()));
  const std::vector<int64_t> before = {3, 1, 4};
  std::vector<int64_t> ids = before;
  const size_t used = encode_some(counted.model, cache, in["text"].bytes(), in["more"].boolean(), ids);
  const bool kept = ids.size() >= before.size() && std::equal(before.begin(), before.end(), ids.begin());
  if (kept) ids.erase(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(before.size()));
  return {{"ids", ids}, {"kept", kept}, {"used", static_cast<int64_t>(used)}, {"pieces", counted.work.pieces}};
}

int64_t bytes_of(const std::vector<int64_t>& ids, const std::vector<std::string>& tokens) {
  size_t bytes = 0;
  for (const int64_t id : ids) bytes += tokens.at(static_cast<size_t>(id)).size();
  return static_cast<int64_t>(bytes);
}

// Feeds the parts of a text, or (with `step`) the text in parts of that many bytes.
Values streamed(const Values& in) {
  CountedModel counted(in);
  PieceCache cache;
  StreamEncoder stream(counted.model, cache);
  std::vector<int64_t> ids;
  int64_t fed = 0, out = 0, held = 0;
  size_t seen = 0;
  const auto feed = [&](std::string_view part) {
    stream.feed(part, ids);
    fed += static_cast<int64_t>(part.size());
    out += bytes_of({ids.begin() + static_cast<std::ptrdiff_t>(seen), ids.end()}, counted.model.vocabulary().tokens);
    seen = ids.size();
    held = std::max(held, fed - out);
  };
  if (const Value* step = in.find("step")) {
    const std::string& text = in["text"].bytes();
    for (size_t i = 0; i < text.size(); i += static_cast<size_t>(step->integer()))
      feed(std::string_view(text).substr(i, static_cast<size_t>(step->integer())));
  } else {
    for (const Value& part : in["parts"].list()) feed(part.bytes());
  }
  stream.finish(ids);
  return {{"ids", ids}, {"held", held}, {"scanned", counted.work.scanned}};
}

Values decoded_in_parts(const Values& in) {
  const std::vector<std::string> tokens = texts_of(in["tokens"]);
  StreamDecoder decoder(tokens);
  List parts;
  for (const int64_t id : in["ids"].integers()) parts.push_back(decoder.feed(id));
  parts.push_back(decoder.finish());
  return {{"parts", parts}};
}

// Two texts, one after the other, through the same objects.
Values streamed_twice(const Values& in) {
  CountedModel counted(in);
  PieceCache cache;
  StreamEncoder encoder(counted.model, cache);
  StreamDecoder decoder(counted.model.vocabulary().tokens);
  List ids, texts;
  std::vector<int64_t> before_finish;
  for (const Value& text : in["texts"].list()) {
    std::vector<int64_t> found;
    encoder.feed(text.bytes(), found);
    before_finish.push_back(static_cast<int64_t>(found.size()));
    encoder.finish(found);
    std::string out;
    for (const int64_t id : found) out += decoder.feed(id);
    texts.push_back(out + decoder.finish());
    ids.push_back(found);
  }
  return {{"ids", ids}, {"texts", texts}, {"before_finish", before_finish}};
}

Values together(const Values& in) {
  Tokenizer tokenizer(train_bpe(in["corpus"].bytes(), in["size"].integer(), texts_of(in["added"]), SplitRule::gpt2));
  const std::string& text = in["text"].bytes();
  const std::vector<int64_t> ids = tokenizer.encode(text);
  StreamEncoder encoder = tokenizer.stream_encoder();
  std::vector<int64_t> in_parts;
  for (size_t i = 0; i < text.size(); i += 3) encoder.feed(std::string_view(text).substr(i, 3), in_parts);
  encoder.finish(in_parts);
  StreamDecoder decoder = tokenizer.stream_decoder();
  std::string out;
  for (const int64_t id : ids) out += decoder.feed(id);
  out += decoder.finish();
  return {{"merges", flat(tokenizer.model().vocabulary().merges)},
          {"ids", ids},
          {"streamed", in_parts},
          {"decoded", tokenizer.decode(ids)},
          {"decoded_in_parts", out}};
}

}  // namespace

void add_encoding_scenarios(ScenarioTable& table) {
  add_piece_encoder(table, "encode_piece", encode_piece);
  add_piece_encoder(table, "encode_long_piece", encode_long_piece);
  table.add("encode_some", some_encoded);
  table.add("stream_encode", streamed);
  table.add("stream_decode", decoded_in_parts);
  table.add("stream_twice", streamed_twice);
  table.add("together", together);
}

}  // namespace llmsys::lab05
