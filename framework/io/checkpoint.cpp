#include "framework/io/checkpoint.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/io/atomic_file.h"

namespace llmsys {
namespace {

constexpr std::string_view kExtension = ".safetensors";
constexpr std::string_view kStatePrefix = "state.";  // of its keys among the metadata

std::map<std::string, std::string> metadata_of(const std::string& kind, const CheckpointState& state) {
  std::map<std::string, std::string> out = {{"format_version", text(kCheckpointVersion)}, {"kind", kind}};
  for (const auto& [key, value] : state.values()) out[text(kStatePrefix, key)] = value;
  return out;
}

std::string describe(const std::string& path, const std::string& kind, const NamedTensors& tensors,
                     const CheckpointState& state) {
  nlohmann::ordered_json shapes = nlohmann::ordered_json::object();
  for (const auto& [name, tensor] : tensors) shapes[name] = text(tensor.dtype(), " ", tensor.shape());
  const nlohmann::ordered_json json = {{"format_version", kCheckpointVersion},
                                       {"kind", kind},
                                       {"file", std::filesystem::path(path).filename().string()},
                                       {"state", state.values()},
                                       {"tensors", shapes}};
  return json.dump(2) + "\n";
}

const std::string& field(const SafetensorsFile& file, const std::string& key) {
  const auto found = file.metadata().find(key);
  LLMSYS_CHECK(IoError, found != file.metadata().end(), "[load_checkpoint] ", file.path(), " has no '", key,
               "' in its metadata: a safetensors file, but not a checkpoint of this course");
  return found->second;
}

int64_t version_of(const SafetensorsFile& file) {
  CheckpointState state;  // knows how to read a number
  state.set_text("format_version", field(file, "format_version"));
  return state.integer("format_version");
}

}  // namespace

std::string sidecar_path(const std::string& path) {
  LLMSYS_CHECK(ValueError, path.ends_with(kExtension), "[save_checkpoint] the file's name must end in ", kExtension,
               ", got ", path);
  return path.substr(0, path.size() - kExtension.size()) + ".json";
}

void save_checkpoint(const std::string& path, const std::string& kind, const NamedTensors& tensors,
                     const CheckpointState& state) {
  const std::string sidecar = sidecar_path(path);
  save_safetensors(path, tensors, metadata_of(kind, state));  // refuses what is not UTF-8
  write_atomically(sidecar, describe(path, kind, tensors, state));
}

Checkpoint load_checkpoint(const std::string& path, const std::string& kind) {
  Checkpoint out{.tensors = SafetensorsFile(path), .state = {}};
  const int64_t version = version_of(out.tensors);
  LLMSYS_CHECK(IoError, version <= kCheckpointVersion, "[load_checkpoint] ", path, " has format_version ", version,
               ", this program knows up to ", kCheckpointVersion, ": update the program, it is older than the file");
  LLMSYS_CHECK(IoError, version >= 1, "[load_checkpoint] ", path, " has format_version ", version, ", want 1 or more");
  const std::string& its_kind = field(out.tensors, "kind");
  LLMSYS_CHECK(IoError, its_kind == kind, "[load_checkpoint] ", path, " is a checkpoint of a ", its_kind, ", want a ",
               kind);
  for (const auto& [key, value] : out.tensors.metadata())
    if (key.starts_with(kStatePrefix)) out.state.set_text(key.substr(kStatePrefix.size()), value);
  return out;
}

}  // namespace llmsys
