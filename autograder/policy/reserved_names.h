/// @file
/// The names that a student's file must not define: those of the libraries and of the framework that it is linked with.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace llmsys {

/// Who else defines a name.
struct NameOwner {
  std::string_view who;  ///< "libc", "framework", "grader", ...
  bool strong = false;   ///< not an inline function, of which any file may hold a copy
};

/// Names, and who defines them. Reading them all takes some 30 ms.
class ReservedNames {
 public:
  /// Those of this machine's C and C++ libraries, and of the archives in a build folder that a lab's workers are linked with.
  /// @param build  the build folder; archives that are not built yet are left out, since nothing is linked with them
  /// @param lab    "00_warm_up"
  /// @throws IoError if a file is damaged
  ReservedNames(const std::string& build, const std::string& lab);
  ~ReservedNames();
  ReservedNames(const ReservedNames&) = delete;
  ReservedNames& operator=(const ReservedNames&) = delete;

  /// Null if nobody does.
  [[nodiscard]] const NameOwner* owner_of(std::string_view name) const;

 private:
  class MappedFile;
  void add_library(const std::string& path);
  void add_archive(const std::string& path, std::string_view who);
  void add_symbols(std::string_view object, std::string_view who);
  std::string_view map(const std::string& path);

  std::vector<std::unique_ptr<MappedFile>> files_;
  std::unordered_map<std::string_view, NameOwner> owners_;
};

}  // namespace llmsys
