/// @file
/// The safetensors files of a model's folder, seen as one.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/safetensors.h"

namespace llmsys {

/// The one file of a model that fits into one.
inline constexpr std::string_view kSafetensorsName = "model.safetensors";
/// Says which file has which tensor, if there are several.
inline constexpr std::string_view kSafetensorsIndexName = "model.safetensors.index.json";

/// All tensors of a folder: `model.safetensors`, or else `model.safetensors.index.json` and the files that it names, as
/// `transformers` writes them. Files are mapped, headers read and checked; tensors are read when they are touched.
class SafetensorsFolder {
 public:
  /// @throws IoError naming the folder, and: that it has neither file; every file that is missing; every tensor that the
  /// index names and no file has, that a file has and the index does not name, or that two files have; a name of a file that
  /// is none in this folder; whatever SafetensorsFile does not like
  explicit SafetensorsFolder(const std::string& folder);

  /// Names of the files, in the folder; sorted.
  [[nodiscard]] std::vector<std::string> files() const;
  /// All tensors, by name. `begin` and `end` count within their file.
  [[nodiscard]] const std::map<std::string, SafetensorsEntry, std::less<>>& entries() const { return entries_; }
  /// Whether there is a tensor of that name.
  [[nodiscard]] bool contains(std::string_view name) const { return entries_.contains(name); }
  /// As SafetensorsFile::tensor().
  [[nodiscard]] Tensor tensor(std::string_view name) const;

 private:
  void open_index();
  void open(const std::string& name);
  void check_index(const std::map<std::string, std::string>& index) const;

  std::string folder_;
  std::map<std::string, SafetensorsFile> files_;                  // by name in the folder
  std::map<std::string, SafetensorsEntry, std::less<>> entries_;  // by name
  std::map<std::string, std::string, std::less<>> places_;        // from a tensor to its file
};

}  // namespace llmsys
