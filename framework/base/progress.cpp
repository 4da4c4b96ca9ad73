#include "framework/base/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "framework/base/text.h"

namespace llmsys {
namespace {

using Clock = std::chrono::steady_clock;

int terminal_columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string two_digits(int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); }

}  // namespace

std::string duration_text(double seconds) {
  const int64_t total = std::llround(std::clamp(seconds, 0.0, 1e9));
  const std::string tail = two_digits(total % 60);
  if (total < 3600) return text(total / 60, ":", tail);
  return text(total / 3600, ":", two_digits(total / 60 % 60), ":", tail);
}

std::string progress_line(std::string_view label, int64_t done, int64_t total, double elapsed_seconds,
                          std::string_view note, int columns) {
  constexpr int kBarWidth = 24;
  std::string line(label);
  if (total > 0) {
    const double share = std::clamp(static_cast<double>(done) / static_cast<double>(total), 0.0, 1.0);
    const int filled = static_cast<int>(share * kBarWidth);
    line += text(" ", static_cast<int>(share * 100), "% [", std::string(static_cast<size_t>(filled), '#'),
                 std::string(static_cast<size_t>(kBarWidth - filled), '.'), "] ", done, "/", total);
    if (done > 0 && done < total) line += text("  ETA ", duration_text(elapsed_seconds * (1 / share - 1)));
  } else {
    line += text(" ", done, "  ", duration_text(elapsed_seconds));
  }
  if (!note.empty()) line += text("  ", note);
  return line.substr(0, static_cast<size_t>(std::max(columns - 1, 0)));
}

ProgressBar::ProgressBar(std::string_view label, int64_t total)
    : label_(label),
      total_(total),
      enabled_(isatty(STDERR_FILENO) == 1),
      start_(Clock::now()),
      next_draw_(start_ + std::chrono::milliseconds(500)) {}

void ProgressBar::update(int64_t done, std::string_view note) {
  if (!enabled_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_draw_) return;
  next_draw_ = now + std::chrono::milliseconds(50);
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  std::fprintf(stderr, "\r%s\x1b[K", progress_line(label_, done, total_, elapsed, note, terminal_columns()).c_str());
  std::fflush(stderr);
  drawn_ = true;
}

ProgressBar::~ProgressBar() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
}

}  // namespace llmsys
