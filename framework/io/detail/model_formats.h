/// @file
/// The formats behind open_model(). Each result is complete but for check_tensors().
#pragma once
#include <string>

#include "framework/io/gguf.h"
#include "framework/io/llama2c.h"
#include "framework/io/model_files.h"

namespace llmsys::detail {

/// A folder of Hugging Face.  @throws IoError
ModelFiles::Found find_in_folder(const std::string& folder);
/// A GGUF file.  @throws IoError naming all tensors of a type that is not read
ModelFiles::Found find_in_gguf(const GgufFile& file);
/// A file of llama2.c; a tokenizer.bin may lie beside it.  @throws IoError
ModelFiles::Found find_in_llama2c(const Llama2cFile& file, const std::string& path);

}  // namespace llmsys::detail
