/// @file
/// A model from disk, ready to run: weights in f32, tokenizer, what ends a text.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "programs/model/language_model.h"
#include "programs/model/model_tokenizer.h"

namespace llmsys {

/// What load_model() gives.
struct LoadedModel {
  std::string path;                           ///< where it is from
  std::string format;                         ///< "safetensors", "GGUF" or "llama2.c"
  std::unique_ptr<LanguageModel> model;       ///< in f32, its parameters want gradients
  std::unique_ptr<ModelTokenizer> tokenizer;  ///< null if the model came without
  std::vector<int64_t> end_tokens;            ///< ids that end a text, sorted; all of them tokens of the model
};

/// Opens a model, whatever its format, and copies its weights into a new one.
/// @param path            a folder, a .gguf file or a .bin file, as open_model() takes it
/// @param tokenizer_path  a folder, a tokenizer.json, .gguf or tokenizer.bin to take the vocabulary from; "": the model's
/// @throws IoError naming the file and all tensors that are missing, not wanted or of another shape; a vocabulary that
/// does not fit the model's; OutOfMemory
LoadedModel load_model(const std::string& path, const std::string& tokenizer_path = "");

}  // namespace llmsys
