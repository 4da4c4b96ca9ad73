/// @file
/// Checkpoints: tensors and the state of a program, saved together or not at all.
///
/// Everything a program needs to go on lies in *one* safetensors file: the tensors, and beside them as its metadata the
/// state, the kind and the format version. One rename puts it in place, so no kill, crash or full disk can pair the
/// tensors of one save with the state of another; with two files there is always a moment between two renames. The
/// sidecar NAME.json says the same to people and scripts; nothing reads it back.
#pragma once
#include <map>
#include <string>

#include "framework/base/rng.h"
#include "framework/io/safetensors.h"

namespace llmsys {

/// Named values that come back as they were: whole numbers, text, generator states, and doubles bit for bit (but a NaN
/// comes back as *a* NaN). Kept as text, by key: what a file holds is what values() shows.
class CheckpointState {
 public:
  /// Keeps a whole number; replaces what had that key, as the others do.
  void set_integer(const std::string& key, int64_t value);
  /// Keeps a double, in the fewest digits that read back to the same bits.
  void set_real(const std::string& key, double value);
  /// Keeps a text, in UTF-8.
  void set_text(const std::string& key, const std::string& value) { values_[key] = value; }
  /// Keeps a generator's state, as "seed stream offset".
  void set_rng(const std::string& key, const RngState& value);

  /// The value of that key.  @throws IoError if there is none, or it is not a whole number
  [[nodiscard]] int64_t integer(const std::string& key) const;
  /// The value of that key.  @throws IoError if there is none, or it is not a number
  [[nodiscard]] double real(const std::string& key) const;
  /// The value of that key.  @throws IoError if there is none
  [[nodiscard]] const std::string& text(const std::string& key) const;
  /// The value of that key.  @throws IoError if there is none, or it is not "seed stream offset"
  [[nodiscard]] RngState rng(const std::string& key) const;
  /// Whether there is a value of that key.
  [[nodiscard]] bool contains(const std::string& key) const { return values_.contains(key); }
  /// All values as text.
  [[nodiscard]] const std::map<std::string, std::string>& values() const { return values_; }

  /// Same keys, same texts.
  bool operator==(const CheckpointState&) const = default;

 private:
  std::map<std::string, std::string> values_;
};

/// What load_checkpoint() found.
struct Checkpoint {
  SafetensorsFile tensors;  ///< mapped: tensor("name") copies nothing
  CheckpointState state;    ///< what went with them
};

/// The newest layout that this code knows; a file says which it has.
inline constexpr int64_t kCheckpointVersion = 1;

/// Saves tensors and state to `path` in one step (see AtomicFile), then the sidecar that describes them.
/// @param path   ends in ".safetensors"; the sidecar ends in ".json" instead
/// @param kind   what this is a checkpoint of, as in "character model"; load_checkpoint() wants the same
/// @throws IoError if a file cannot be written; ValueError, DTypeError as save_safetensors()
void save_checkpoint(const std::string& path, const std::string& kind, const NamedTensors& tensors,
                     const CheckpointState& state);

/// Opens what save_checkpoint() wrote.
/// @throws IoError if the file is missing or malformed, is no checkpoint, is of another kind, or was written by a newer
/// version of this code
Checkpoint load_checkpoint(const std::string& path, const std::string& kind);

/// Where the sidecar of a checkpoint lies: "run/model.json" for "run/model.safetensors".
/// @throws ValueError if `path` does not end in ".safetensors"
std::string sidecar_path(const std::string& path);

}  // namespace llmsys
