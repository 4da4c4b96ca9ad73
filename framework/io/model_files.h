/// @file
/// The one door to a model on disk, whatever its format, and the way back.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/block_tensor.h"
#include "framework/io/model_config.h"
#include "framework/io/model_tensors.h"
#include "framework/tensor/named_tensor.h"

namespace llmsys {

/// A tensor of a model on disk.
struct ModelTensor {
  Shape shape;         ///< Hugging Face's: see model_tensors()
  std::string stored;  ///< how its numbers are stored: "F32", "BF16", "Q4_1"
};

/// Where a model's vocabulary is.
enum class TokenizerKind : uint8_t {
  none,              ///< nowhere: the model was saved without
  gguf,              ///< in the model's file: gguf_tokenizer()
  tokenizer_json,    ///< Hugging Face's tokenizer.json
  vocab_and_merges,  ///< GPT-2's vocab.json and merges.txt
  llama2c            ///< tokenizer.bin: read_llama2c_tokenizer()
};

/// A vocabulary's kind and place.
struct TokenizerPlace {
  TokenizerKind kind = TokenizerKind::none;  ///< what is there
  std::string path;                          ///< of the file; for vocab_and_merges, of the folder; "" for none
};

namespace detail {
/// Reads the tensors of one format.
class ModelSource {
 public:
  ModelSource() = default;
  virtual ~ModelSource() = default;
  ModelSource(const ModelSource&) = delete;
  ModelSource& operator=(const ModelSource&) = delete;
  /// A tensor that there is, by its canonical name; as `dtype`, or as it is stored (f32 if quantised).
  [[nodiscard]] virtual Tensor tensor(const std::string& name, std::optional<DType> dtype) const = 0;
  /// See ModelFiles::blocks().
  [[nodiscard]] virtual std::optional<BlockTensor> blocks(const std::string& name) const = 0;
};
}  // namespace detail

/// A model that was found on disk: its config, and its tensors under Hugging Face's names and in its layouts, whatever the
/// file has: GGUF's and llama2.c's queries and keys come with their rows in order for halves (see halves_from_pairs), and
/// GPT-2's matrices as (in,out).
/// @code
///   const ModelFiles files = open_model("SmolLM2-135M-Instruct.Q4_1.gguf");
///   for (const auto& [name, tensor] : files.tensors()) copy(files.tensor(name), parameter(name));
/// @endcode
class ModelFiles {
 public:
  /// What open_model() found. For those who read a format.
  struct Found {
    std::string format;                                       ///< "safetensors", "GGUF", "llama2.c"
    ModelConfig config;                                       ///< checked
    std::map<std::string, ModelTensor, std::less<>> tensors;  ///< by canonical name; fit the config
    std::vector<std::string> ignored;                         ///< tensors of the file that no model needs
    TokenizerPlace tokenizer;                                 ///< the vocabulary
    std::shared_ptr<const detail::ModelSource> source;        ///< reads the tensors
  };
  /// Of open_model().
  ModelFiles(std::string path, Found found) : path_(std::move(path)), found_(std::move(found)) {}

  /// What was opened.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// "safetensors", "GGUF" or "llama2.c".
  [[nodiscard]] const std::string& format() const { return found_.format; }
  /// Sizes and choices of the model.
  [[nodiscard]] const ModelConfig& config() const { return found_.config; }
  /// All tensors of the model by name: exactly those of model_tensors(config()).
  [[nodiscard]] const std::map<std::string, ModelTensor, std::less<>>& tensors() const { return found_.tensors; }
  /// Tensors of the file that are left out: buffers, and a tied head that is a copy of the embedding.
  [[nodiscard]] const std::vector<std::string>& ignored() const { return found_.ignored; }
  /// Where the vocabulary is.
  [[nodiscard]] const TokenizerPlace& tokenizer() const { return found_.tokenizer; }

  /// A tensor: as `dtype` (f32, f16 or bf16), or without one as it is stored, and f32 if it is quantised. It looks at the
  /// mapped file where neither numbers nor their order had to change: treat it as read-only.
  /// @throws IoError if there is no such name (the nearest one is suggested); DTypeError
  [[nodiscard]] Tensor tensor(std::string_view name, std::optional<DType> dtype = std::nullopt) const;
  /// The blocks of a quantised tensor, for those who compute on them; none if it is not quantised, or lies in an order of
  /// which blocks cannot be cut (GPT-2's transposed matrices): then tensor() is the only way.
  /// @throws IoError if there is no such name
  [[nodiscard]] std::optional<BlockTensor> blocks(std::string_view name) const;

 private:
  [[nodiscard]] const std::string& known(std::string_view name) const;

  std::string path_;
  Found found_;
};

/// Opens a model and checks that config and tensors fit together; the tensors' bytes are not read yet.
/// @param path  a folder in Hugging Face's layout (config.json, and safetensors in one file or several), a .gguf file, or
///   a llama2.c .bin file of version 0
/// @throws IoError naming the file, the key or the tensors, and what to do
ModelFiles open_model(const std::string& path);

/// check_tensors() for a config from elsewhere.
void check_tensors(const ModelConfig& config, const ModelFiles& files);

/// How save_model() writes.
struct SaveModelOptions {
  int64_t shard_bytes = 5'000'000'000;  ///< most bytes of tensors in a file; a larger tensor has a file of its own
};

/// Writes a model as `transformers` loads it: config.json and model.safetensors, or several files and their index.
///
/// All new files are complete on the disk, under other names, before the first of the old ones goes. If config.json stays as
/// it is and the weights are one file, one rename replaces it: a kill leaves the old model or the new. Otherwise a kill
/// between the renames leaves a folder without config.json, which nobody loads: never the config of one model with the
/// weights of another. Other files of the folder, such as tokenizer.json, are not touched.
/// @param folder   made if it is missing
/// @param tensors  exactly those of model_tensors(config), any strides; a tied head that shares the embedding's storage is
///   left out
/// @throws IoError that names all tensors that do not fit, or the file that could not be written (then the folder still
/// holds what it held); DTypeError, ValueError as save_safetensors()
void save_model(const std::string& folder, const ModelConfig& config, const NamedTensors& tensors,
                const SaveModelOptions& options = {});

}  // namespace llmsys
