#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "framework/base/error.h"
#include "framework/io/detail/json_file.h"
#include "framework/io/detail/safetensors_index.h"
#include "framework/io/detail/sync_folder.h"
#include "framework/io/detail/write_safetensors.h"
#include "framework/io/model_files.h"
#include "framework/io/safetensors_folder.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPartial = ".partial";  // what AtomicFile adds to a name

// What goes to the disk: the config's tensors by their canonical names.
NamedTensors tensors_to_save(const std::string& folder, const ModelConfig& config, const NamedTensors& tensors) {
  const std::string table =
      config.family == ModelFamily::llama ? "model.embed_tokens.weight" : "transformer.wte.weight";
  const auto is_table = [&](const NamedTensor& each) { return canonical_name(config.family, each.name) == table; };
  const auto embedding = std::find_if(tensors.begin(), tensors.end(), is_table);
  NamedTensors out;
  std::vector<TensorSpec> specs;
  for (const auto& [name, tensor] : tensors) {
    const std::string full = canonical_name(config.family, name);
    if (full == "lm_head.weight" && config.tied) {
      LLMSYS_CHECK(
          ValueError, embedding != tensors.end() && tensor.shares_storage_with(embedding->tensor),
          "[save_model] the config ties the head to the embedding, but lm_head.weight is a tensor of its own: ",
          "set config.tied to false, or leave it out");
      continue;
    }
    out.push_back({full, tensor});
    specs.push_back({full, tensor.shape()});
  }
  check_tensors(config, specs, text("what is to be saved to ", folder));
  return out;
}

// Cuts a list into files of at most `most` bytes.
std::vector<NamedTensors> shards_of(const NamedTensors& tensors, int64_t most) {
  std::vector<NamedTensors> out(1);
  int64_t bytes = 0;
  for (const NamedTensor& each : tensors) {
    if (!out.back().empty() && bytes + each.tensor.bytes() > most) {
      out.emplace_back();
      bytes = 0;
    }
    out.back().push_back(each);
    bytes += each.tensor.bytes();
  }
  return out;
}

// "model-00002-of-00005.safetensors"
std::string shard_name(size_t i, size_t count) {
  if (count == 1) return std::string(kSafetensorsName);
  char name[64];
  std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", i + 1, count);
  return name;
}

bool is_shard(const std::string& name) {
  int i = 0, count = 0, end = 0;
  return std::sscanf(name.c_str(), "model-%5d-of-%5d.safetensors%n", &i, &count, &end) == 2 &&
         end == static_cast<int>(name.size());
}

// New files, complete on the disk but under other names yet; in the order in which they are to appear.
class Staged {
 public:
  explicit Staged(const fs::path& folder) : folder_(folder) {}

  void add(const std::string& name, std::unique_ptr<AtomicFile> file) {
    names_.push_back(name);
    files_.push_back(std::move(file));
  }
  void add_text(const std::string& name, const std::string& content) {
    auto file = std::make_unique<AtomicFile>(path(name), content.size());
    file->write(content);
    add(name, std::move(file));
  }
  [[nodiscard]] size_t count() const { return files_.size(); }
  [[nodiscard]] std::string path(std::string_view name) const { return (folder_ / name).string(); }

  // Whether the disk has taken all of them: from here on only renames are left.
  void sync() const {
    for (const auto& file : files_) file->sync();
  }
  void commit() {
    for (const auto& file : files_) file->commit();
  }
  // Weights of an earlier save that have no successor of the same name: found first, they would be taken for the new ones.
  void remove_others() const {
    std::vector<fs::path> others;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      std::string name = entry.path().filename().string();
      if (name.ends_with(kPartial)) name.resize(name.size() - kPartial.size());  // left by a save that was killed
      const bool weights = name == kSafetensorsName || name == kSafetensorsIndexName || is_shard(name);
      if (weights && std::find(names_.begin(), names_.end(), name) == names_.end()) others.push_back(entry.path());
    }
    for (const fs::path& other : others) fs::remove(other);
  }

 private:
  fs::path folder_;
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<AtomicFile>> files_;
};

void stage_weights(Staged& staged, const NamedTensors& tensors, int64_t most) {
  const std::vector<NamedTensors> shards = shards_of(tensors, most);
  std::map<std::string, std::string> places;
  int64_t bytes = 0;
  for (size_t i = 0; i < shards.size(); ++i) {
    const std::string name = shard_name(i, shards.size());
    staged.add(name, detail::write_safetensors(staged.path(name), shards[i], {{"format", "pt"}}));
    for (const auto& [tensor_name, tensor] : shards[i]) {
      places[tensor_name] = name;
      bytes += tensor.bytes();
    }
  }
  if (shards.size() > 1) staged.add_text(std::string(kSafetensorsIndexName), detail::safetensors_index(places, bytes));
}

bool has_text(const std::string& path, const std::string& content) {
  return fs::exists(path) && detail::read_json_text(path) == content;
}

void save(const std::string& folder, const ModelConfig& config, const NamedTensors& tensors, int64_t most) {
  fs::create_directories(folder);
  Staged staged(folder);
  const std::string path = staged.path("config.json"), json = to_json(config);
  AtomicFile config_file(path, json.size());  // a lock, too: whoever saves here at the same time gets an IoError
  config_file.write(json);
  config_file.sync();
  stage_weights(staged, tensors, most);
  staged.sync();
  const bool one_rename = staged.count() == 1 && has_text(path, json);
  if (!one_rename) {  // from here to the last rename the folder is no model
    fs::remove(path);
    detail::sync_folder(folder);
    staged.remove_others();
  }
  staged.commit();
  if (one_rename)
    staged.remove_others();  // model.safetensors goes before an index
  else
    config_file.commit();
}

}  // namespace

void save_model(const std::string& folder, const ModelConfig& config, const NamedTensors& tensors,
                const SaveModelOptions& options) {
  check(config);
  LLMSYS_CHECK(ValueError, options.shard_bytes > 0, "[save_model] shard_bytes must be above 0, got ",
               options.shard_bytes);
  const NamedTensors all = tensors_to_save(folder, config, tensors);
  try {
    save(folder, config, all, options.shard_bytes);
  } catch (const fs::filesystem_error& error) {
    throw IoError(text("[save_model] ", error.what(), ": check who may write to ", folder, ", or choose another"));
  }
}

}  // namespace llmsys
