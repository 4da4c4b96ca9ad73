#include "framework/io/model_files.h"

#include <filesystem>

#include "framework/base/error.h"
#include "framework/io/detail/messages.h"
#include "framework/io/detail/model_formats.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWanted = "a folder with config.json and safetensors, a .gguf file, or a llama2.c .bin file";

// Refuses what looks like a model but is of a format that is not read here.
void refuse_others(const std::string& path, std::string_view start) {
  const std::string ending = fs::path(path).extension().string();
  LLMSYS_CHECK(IoError, ending != ".safetensors" && ending != ".json", "[open_model] ", path,
               " is one file of a model: give its folder, with config.json in it");
  LLMSYS_CHECK(
      IoError, !start.starts_with("PK\3\4") && ending != ".pt" && ending != ".pth", "[open_model] ", path,
      " is a pickle of PyTorch, which may run anything: convert it with transformers, model.save_pretrained(folder)");
  LLMSYS_CHECK(IoError, !start.starts_with("24ka"), "[open_model] ", path,  // 0x616b3432
               " is a llama2.c file of version 1 or 2: export it again with --version 0");
  LLMSYS_CHECK(IoError, ending == ".bin", "[open_model] ", path, " is no model that is read here: want ", kWanted);
}

ModelFiles::Found find_in_file(const std::string& path) {
  const SharedBytes bytes = map_file(path);
  const std::string_view start(reinterpret_cast<const char*>(bytes.data.get()), std::min<size_t>(bytes.size, 4));
  if (start == "GGUF" || fs::path(path).extension() == ".gguf") return detail::find_in_gguf(GgufFile(bytes, path));
  refuse_others(path, start);
  return detail::find_in_llama2c(read_llama2c(bytes, path), path);
}

std::vector<TensorSpec> specs_of(const std::map<std::string, ModelTensor, std::less<>>& tensors) {
  std::vector<TensorSpec> out;
  for (const auto& [name, tensor] : tensors) out.push_back({name, tensor.shape});
  return out;
}

ModelFiles::Found find(const std::string& path) {
  try {
    LLMSYS_CHECK(IoError, fs::exists(path), "[open_model] there is no ", path, ": want ", kWanted);
    return fs::is_directory(path) ? detail::find_in_folder(path) : find_in_file(path);
  } catch (const fs::filesystem_error& error) {  // a folder that may not be read
    throw IoError(text("[open_model] ", error.what()));
  }
}

}  // namespace

ModelFiles open_model(const std::string& path) {
  ModelFiles::Found found = find(path);
  check_tensors(found.config, specs_of(found.tensors), path);
  return {path, std::move(found)};
}

void check_tensors(const ModelConfig& config, const ModelFiles& files) {
  check_tensors(config, specs_of(files.tensors()), files.path());
}

const std::string& ModelFiles::known(std::string_view name) const {
  const auto tensor = found_.tensors.find(name);
  if (tensor != found_.tensors.end()) return tensor->first;
  std::vector<std::string> names;
  for (const auto& [each, ignored] : found_.tensors) names.push_back(each);
  throw IoError(text("[ModelFiles] ", path_, " has no tensor '", name, "'", detail::nearest_name(names, name)));
}

Tensor ModelFiles::tensor(std::string_view name, std::optional<DType> dtype) const {
  return found_.source->tensor(known(name), dtype);
}

std::optional<BlockTensor> ModelFiles::blocks(std::string_view name) const {
  return found_.source->blocks(known(name));
}

}  // namespace llmsys
