/// @file
/// A progress bar for whatever takes longer than two seconds.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace llmsys {

/// Draws `label  42% [#####......] 21/50  ETA 0:12  note` on standard error, on one line that it rewrites.
///
/// Prints nothing when standard error is not a terminal, and nothing before half a second has passed, so short work
/// stays silent. The destructor wipes the line.
class ProgressBar {
 public:
  /// @param total  number of steps; 0 shows a count without a bar
  ProgressBar(std::string_view label, int64_t total);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `done` steps are finished; `note` (a rate, a loss, a name) is shown at the end. Redraws at most 20 times a second.
  void update(int64_t done, std::string_view note = {});

 private:
  std::string label_;
  int64_t total_;
  bool enabled_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point next_draw_;
};

/// The text of one state of the bar, at most `columns` wide.
std::string progress_line(std::string_view label, int64_t done, int64_t total, double elapsed_seconds,
                          std::string_view note, int columns);

/// "0:07", "12:30", "1:02:03".
std::string duration_text(double seconds);

}  // namespace llmsys
