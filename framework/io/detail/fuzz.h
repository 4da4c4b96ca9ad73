/// @file
/// What is done with bytes that a fuzzer made up; fuzz.sh makes programs of it, replay_test.cpp tests.
#pragma once
#include <cstddef>
#include <cstdint>

namespace llmsys::detail {

/// Reads the bytes as a safetensors file: an IoError, or tensors whose every byte can be read. Aborts on anything else.
int fuzz_safetensors(const uint8_t* data, size_t size);

/// Reads the bytes as an .npy file: an IoError, a DTypeError, or a tensor of the size that the header says.
int fuzz_npy(const uint8_t* data, size_t size);

/// Reads the bytes as a tokenizer.json: an IoError, or a vocabulary whose ids all exist.
int fuzz_tokenizer_json(const uint8_t* data, size_t size);

/// Reads the bytes as a tokenizer.json, for what it puts before a text: an IoError, or ids that are none below 0.
int fuzz_tokenizer_settings(const uint8_t* data, size_t size);

/// Reads the bytes as a .tiktoken file: as above.
int fuzz_tiktoken(const uint8_t* data, size_t size);

/// Reads the bytes up to the first 0 as vocab.json, the rest as merges.txt: as above.
int fuzz_gpt2_vocabulary(const uint8_t* data, size_t size);

/// Reads the bytes as config.json: an IoError, or a config that comes back the same when it is written and read again.
int fuzz_model_config(const uint8_t* data, size_t size);

/// Reads the bytes as a GGUF file, its metadata, its vocabulary, and the model in it: an IoError or a DTypeError, or
/// values and tensors of the shapes that it says.
int fuzz_gguf(const uint8_t* data, size_t size);

/// Reads the bytes as a model of llama2.c: an IoError, or exactly the tensors of its config.
int fuzz_llama2c(const uint8_t* data, size_t size);

/// Reads the bytes as the vocabulary of llama2.c for three tokens: an IoError, or three tokens.
int fuzz_llama2c_tokenizer(const uint8_t* data, size_t size);

/// Reads the bytes as the index of a model in several files: an IoError, or names of files that lie in one folder.
int fuzz_safetensors_index(const uint8_t* data, size_t size);

}  // namespace llmsys::detail
