#include "autograder/worker/failed_allocation.h"

#include <sys/resource.h>

#include <cmath>

#include "framework/base/text.h"

namespace llmsys {
namespace {

thread_local std::size_t t_failed_bytes = 0;

// With one digit behind the point: "8 GiB", "1.5 MiB".
std::string amount(double bytes) {
  constexpr const char* kUnits[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  size_t unit = 0;
  for (; bytes >= 1024 && unit + 1 < std::size(kUnits); ++unit) bytes /= 1024;
  return text(std::round(bytes * 10) / 10, " ", kUnits[unit]);
}

}  // namespace

void note_failed_allocation(std::size_t bytes) noexcept { t_failed_bytes = bytes; }

std::string failed_allocation_text() {
  rlimit limit{};
  getrlimit(RLIMIT_AS, &limit);
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::string out = "out of memory (std::bad_alloc)";
  if (t_failed_bytes > 0) out += text(": ", amount(double(t_failed_bytes)), " were asked for at once");
  if (limit.rlim_cur != RLIM_INFINITY) out += text("; ", amount(double(limit.rlim_cur)), " are allowed in all");
  return text(out, "; until then the program had at most ", amount(1024 * double(used.ru_maxrss)));
}

}  // namespace llmsys
