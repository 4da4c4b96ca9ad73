#include "framework/io/detail/fuzz.h"
#include "framework/base/error.h"
#include "framework/io/detail/bpe_files.h"
#include "framework/io/detail/fuzz_support.h"
#include "framework/io/detail/npy_header.h"
#include "framework/io/model_config.h"
#include "framework/io/npy.h"
#include "framework/io/safetensors.h"

namespace llmsys::detail {
namespace {

// The tensors together have exactly the bytes after the header.
void check_places(const SafetensorsFile& file, size_t size) {
  uint64_t header = 0, bytes = 0;
  for (const SafetensorsEntry& entry : file.entries()) {
    require(entry.begin <= entry.end && entry.end <= size);
    bytes += entry.end - entry.begin;
    header = header == 0 ? entry.begin : std::min<uint64_t>(header, entry.begin);
  }
  require(file.entries().empty() || header + bytes == size);
}

// Ids of merges and added tokens are ids of tokens, and no token is empty.
void check_vocabulary(const BpeVocabulary& vocabulary) {
  const auto tokens = static_cast<int64_t>(vocabulary.tokens.size());
  for (const std::string& token : vocabulary.tokens) require(!token.empty());
  for (const BpeMerge& merge : vocabulary.merges)
    for (const int64_t id : {merge.left, merge.right, merge.id}) require(id >= 0 && id < tokens);
  for (const AddedToken& token : vocabulary.added)
    require(token.id >= 0 && token.id < tokens && vocabulary.tokens[static_cast<size_t>(token.id)] == token.text);
}

// The bytes as a text on the heap.
template <class Read>
int fuzz_vocabulary(const uint8_t* data, size_t size, Read read) {
  const SharedBytes bytes = copy_of(data, size);
  try {
    check_vocabulary(read(std::string_view(reinterpret_cast<const char*>(bytes.data.get()), size)));
  } catch (const IoError&) {  // refused
  }
  return 0;
}

}  // namespace

int fuzz_tokenizer_json(const uint8_t* data, size_t size) { return fuzz_vocabulary(data, size, parse_tokenizer_json); }

int fuzz_tiktoken(const uint8_t* data, size_t size) {
  return fuzz_vocabulary(data, size, [](std::string_view file) {
    return parse_tiktoken(file, {{"<|end|>", 3, true}}, SplitRule::gpt2);
  });
}

int fuzz_gpt2_vocabulary(const uint8_t* data, size_t size) {
  return fuzz_vocabulary(data, size, [](std::string_view both) {
    const size_t end = std::min(both.find('\0'), both.size());
    return parse_gpt2_vocabulary(both.substr(0, end), both.substr(std::min(end + 1, both.size())));
  });
}

int fuzz_safetensors(const uint8_t* data, size_t size) {
  try {
    const SafetensorsFile file(copy_of(data, size), "fuzz");
    check_places(file, size);
    for (const SafetensorsEntry& entry : file.entries()) try {
        const Tensor x = file.load(entry.name);
        require(x.shape() == entry.shape && static_cast<size_t>(x.bytes()) == entry.end - entry.begin);
      } catch (const DTypeError&) {  // Tensor lacks it
      } catch (const IoError&) {     // a bool that is neither 0 nor 1
      }
  } catch (const IoError&) {  // refused
  }
  return 0;
}

int fuzz_npy(const uint8_t* data, size_t size) {
  try {
    const Tensor x = read_npy(copy_of(data, size), "fuzz");
    const NpyHeader header = read_npy_header({reinterpret_cast<const char*>(data), size});
    require(x.shape() == header.shape && header.data_begin + static_cast<size_t>(x.bytes()) == size);
  } catch (const IoError&) {     // refused
  } catch (const DTypeError&) {  // Tensor lacks it
  }
  return 0;
}

int fuzz_model_config(const uint8_t* data, size_t size) {
  try {
    const ModelConfig config = parse_model_config({reinterpret_cast<const char*>(data), size}, "fuzz");
    require(parse_model_config(to_json(config), "again") == config);
  } catch (const IoError&) {  // refused
  }
  return 0;
}

}  // namespace llmsys::detail
