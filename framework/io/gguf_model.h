/// @file
/// What a GGUF file says about a whole model, in the terms of the rest of the project.
#pragma once
#include <string>

#include "framework/io/gguf.h"
#include "framework/io/model_config.h"
#include "framework/io/tokenizer_data.h"

namespace llmsys {

/// The config of a file of architecture "llama" or "gpt2". The head is tied if there is no tensor "output.weight".
/// @throws IoError naming the file and the key: another architecture, a key that is missing or of another type, and what
/// is not computed here (experts, scaled rotary positions, rotations of a part of a head, sizes that change by layer)
ModelConfig gguf_config(const GgufFile& file);

/// The vocabulary in the file.
/// @throws IoError naming the file and the key: no vocabulary, lists of different lengths, an id that is no token
TokenizerData gguf_tokenizer(const GgufFile& file);

/// How a tensor lies in a GGUF file, compared with Hugging Face's.
enum class GgufLayout : uint8_t {
  same,       ///< as it is
  pairs,      ///< queries or keys whose rows are paired side by side: see halves_from_pairs()
  transposed  ///< GPT-2's matrices: (out,in) here, (in,out) there
};

/// A tensor's name and layout.
struct GgufName {
  std::string name;                      ///< Hugging Face's: "model.layers.0.self_attn.q_proj.weight"
  GgufLayout layout = GgufLayout::same;  ///< how it lies
};

/// Hugging Face's name for a tensor of a GGUF file: "blk.3.attn_q.weight" is "model.layers.3.self_attn.q_proj.weight".
/// One that the family does not have comes back as it is.
GgufName hugging_face_name(ModelFamily family, const std::string& gguf_name);

}  // namespace llmsys
