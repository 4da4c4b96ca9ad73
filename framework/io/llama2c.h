/// @file
/// The model files of llama2.c, version 0: seven sizes, then the weights as f32, one after another.
/// Format: https://github.com/karpathy/llama2.c, `run.c` and `legacy_export` of `export.py`.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "framework/io/block_tensor.h"
#include "framework/io/model_config.h"
#include "framework/io/tokenizer_data.h"

namespace llmsys {

/// A Llama in one file of llama2.c.
struct Llama2cFile {
  ModelConfig config;  ///< norm_eps 1e-5 and rope_theta 10000, which the format fixes; a text ends with token 2, or 1
  /// Hugging Face's names; f32, mapped, but for queries and keys, whose rows were reordered (halves_from_pairs) and copied.
  std::vector<std::pair<std::string, BlockTensor>> tensors;
};

/// Reads a .bin file: dim, hidden_dim, n_layers, n_heads, n_kv_heads, vocab_size (negative: the head is not tied),
/// max_seq_len; the weights, kind by kind, and within it layer by layer; before the head, tables of sines and cosines, which
/// are skipped.
/// @throws IoError naming the file: sizes that no model has, another number of bytes than they ask for
Llama2cFile read_llama2c(const std::string& path);
/// As above, from bytes in memory.  @param name  stands for the path in messages
Llama2cFile read_llama2c(const SharedBytes& bytes, const std::string& name);

/// Reads a tokenizer.bin: for each token its score and its bytes. Token 0 is unknown, 1 begins a text, 2 ends it; 3 to 258
/// are the 256 bytes.
/// @param vocabulary  how many tokens there must be
/// @throws IoError naming the file and the token
TokenizerData read_llama2c_tokenizer(const std::string& path, int64_t vocabulary);
/// As above, from bytes in memory.  @param name  stands for the path in messages
TokenizerData read_llama2c_tokenizer(const SharedBytes& bytes, int64_t vocabulary, const std::string& name);

}  // namespace llmsys
