#include "programs/model/model_tokenizer.h"

#include <algorithm>
#include <filesystem>

#include "framework/base/error.h"
#include "framework/io/gguf_model.h"
#include "framework/io/llama2c.h"
#include "framework/io/model_settings.h"
#include "programs/model/bpe_tokenizer.h"
#include "programs/model/score_tokenizer.h"

namespace llmsys {
namespace {

std::unique_ptr<ModelTokenizer> from_data(const TokenizerData& data) {
  std::unique_ptr<ModelTokenizer> out;
  if (data.model == "gpt2")
    out = std::make_unique<BpeTokenizer>(bpe_vocabulary_of(data));
  else
    out = std::make_unique<ScoreTokenizer>(data);
  if (data.add_begin && data.begin_id) out->set_begin({*data.begin_id});
  out->set_chat_template(data.chat_template);
  return out;
}

std::unique_ptr<ModelTokenizer> from_folder(const std::string& folder) {
  auto out = std::make_unique<BpeTokenizer>(read_vocabulary_folder(folder));
  const ModelSettings settings = read_model_settings(folder);
  for (const int64_t id : settings.begin)
    LLMSYS_CHECK(IoError, id < out->size(), folder, "/tokenizer.json: text begins with token ", id, ", but there are ",
                 out->size());
  out->set_begin(settings.begin);
  out->set_chat_template(settings.chat_template);
  return out;
}

}  // namespace

std::unique_ptr<ModelTokenizer> load_tokenizer(const TokenizerPlace& place, int64_t vocabulary) {
  switch (place.kind) {
    case TokenizerKind::none: return nullptr;
    case TokenizerKind::gguf: return from_data(gguf_tokenizer(GgufFile(place.path)));
    case TokenizerKind::tokenizer_json: return from_folder(std::filesystem::path(place.path).parent_path().string());
    case TokenizerKind::vocab_and_merges: return from_folder(place.path);
    case TokenizerKind::llama2c: return from_data(read_llama2c_tokenizer(place.path, vocabulary));
  }
  throw ValueError("[load_tokenizer] a kind that there is not");
}

void check_vocabulary(const ModelTokenizer& tokenizer, int64_t vocabulary, const std::string& where) {
  const int64_t most_padding = std::min<int64_t>(1024, vocabulary / 16);
  const int64_t size = tokenizer.size();
  LLMSYS_CHECK(IoError, size <= vocabulary && size >= vocabulary - most_padding, "[load_model] ", where,
               ": the tokenizer has ", size, " tokens, but the model's table ", vocabulary,
               " rows: take the tokenizer that this model was trained with");
}

}  // namespace llmsys
