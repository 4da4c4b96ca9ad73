// A folder in Hugging Face's layout.
#include <filesystem>

#include "framework/base/error.h"
#include "framework/io/detail/bytes_of.h"
#include "framework/io/detail/messages.h"
#include "framework/io/detail/model_formats.h"
#include "framework/io/safetensors_folder.h"
#include "framework/tensor/copy.h"

namespace llmsys::detail {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHead = "lm_head.weight";

class FolderSource final : public ModelSource {
 public:
  // @param stored_names  from a canonical name to the file's
  FolderSource(SafetensorsFolder folder, std::map<std::string, std::string> stored_names)
      : folder_(std::move(folder)), stored_names_(std::move(stored_names)) {}

  [[nodiscard]] Tensor tensor(const std::string& name, std::optional<DType> dtype) const override {
    const Tensor out = folder_.tensor(stored_names_.at(name));
    return dtype ? raw::to(out, *dtype) : out;
  }
  [[nodiscard]] std::optional<BlockTensor> blocks(const std::string& /*name*/) const override { return std::nullopt; }

 private:
  SafetensorsFolder folder_;
  std::map<std::string, std::string> stored_names_;
};

TokenizerPlace tokenizer_in(const fs::path& folder) {
  if (fs::exists(folder / "tokenizer.json"))
    return {TokenizerKind::tokenizer_json, (folder / "tokenizer.json").string()};
  if (fs::exists(folder / "vocab.json") && fs::exists(folder / "merges.txt"))
    return {TokenizerKind::vocab_and_merges, folder.string()};
  return {};
}

// "; it has model.gguf: give that file", or "".
std::string advice(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".gguf") return text("; to open ", entry.path().string(), ", give its own name");
    if (entry.path().filename() == "config.json.partial")
      return "; a save was interrupted there: save again, or take an older copy";
  }
  return "";
}

// What numbers of a model may be.
void check_dtypes(const ModelFiles::Found& found, const std::string& folder) {
  std::vector<std::string> others;
  for (const auto& [name, tensor] : found.tensors)
    if (tensor.stored != "F32" && tensor.stored != "F16" && tensor.stored != "BF16" && tensor.stored != "F64")
      others.push_back(printable(text("'", name, "' is ", tensor.stored)));
  LLMSYS_CHECK(IoError, others.empty(), "[open_model] ", folder,
               " has tensors whose numbers are neither F64, F32, F16 nor BF16: ", join(others, ", "),
               ". Convert the model first");
}

bool same(const Tensor& a, const Tensor& b) {
  return a.shape() == b.shape() && a.dtype() == b.dtype() && bytes_of(a) == bytes_of(b);
}

// A tied head that was saved nevertheless must be the embedding, or one of the two would silently be lost.
void leave_out_tied_head(ModelFiles::Found& found, const FolderSource& source, const std::string& folder) {
  const auto head = found.tensors.find(kHead);
  if (!found.config.tied || head == found.tensors.end()) return;
  const std::string table =
      found.config.family == ModelFamily::llama ? "model.embed_tokens.weight" : "transformer.wte.weight";
  LLMSYS_CHECK(IoError, found.tensors.contains(table) && same(source.tensor(kHead, {}), source.tensor(table, {})),
               "[open_model] ", folder, ": config.json ties the head to the embedding, but the files have a '", kHead,
               "' that differs from '", table,
               "'. Which is right? Set tie_word_embeddings to false to use it, or remove it from the files");
  found.ignored.push_back(kHead);
  found.tensors.erase(head);
}

}  // namespace

ModelFiles::Found find_in_folder(const std::string& folder) {
  const std::string config_path = (fs::path(folder) / "config.json").string();
  LLMSYS_CHECK(IoError, fs::exists(config_path), "[open_model] ", folder, " has no config.json", advice(folder));
  ModelFiles::Found out;
  out.format = "safetensors";
  out.config = read_model_config(config_path);
  const SafetensorsFolder files(folder);
  std::map<std::string, std::string> stored_names;
  for (const auto& [stored, entry] : files.entries()) {
    const std::string name = canonical_name(out.config.family, stored);
    if (is_buffer(out.config.family, name)) {
      out.ignored.push_back(stored);
      continue;
    }
    LLMSYS_CHECK(IoError, stored_names.emplace(name, stored).second, "[open_model] ", folder, ": '", printable(stored),
                 "' and '", printable(stored_names[name]), "' are the same tensor of a model");
    out.tensors[name] = {entry.shape, entry.dtype_name};
  }
  check_dtypes(out, folder);
  const auto source = std::make_shared<FolderSource>(files, std::move(stored_names));
  leave_out_tied_head(out, *source, folder);
  out.source = source;
  out.tokenizer = tokenizer_in(folder);
  return out;
}

}  // namespace llmsys::detail
