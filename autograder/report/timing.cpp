#include "autograder/report/timing.h"

#include <cstdio>

#include "framework/base/text.h"

namespace llmsys {
namespace {

std::string three_digits(double number) {
  char shown[32];
  std::snprintf(shown, sizeof shown, "%.3g", number);
  return shown;
}

}  // namespace

std::string to_text(const Timing& timing) {
  return text(timing.what, ": ", three_digits(timing.ratio), " times the solution's time (", three_digits(timing.low),
              " to ", three_digits(timing.high), " in ", timing.runs, " runs", timing.rerun ? ", measured twice" : "",
              ")", timing.note.empty() ? "" : "; " + timing.note);
}

}  // namespace llmsys
