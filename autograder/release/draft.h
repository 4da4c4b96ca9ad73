/// @file
/// A folder beside what it will become: what was interrupted is not there.
#pragma once
#include <string>

namespace llmsys {

/// A new folder OUT.PID.draft, which goes with this object unless it was moved to OUT before. Those that a killed process left
/// beside it go when the next one is made.
class Draft {
 public:
  /// @param out  what the folder will become; its parent is made  @throws IoError if that cannot be written
  explicit Draft(const std::string& out);
  ~Draft();
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  /// Where it is.
  [[nodiscard]] const std::string& path() const { return path_; }

  /// The path that somebody means by `out`: absolute, and without the slash that completion of names leaves at its end.
  static std::string place_of(const std::string& out);

 private:
  std::string path_;
};

}  // namespace llmsys
