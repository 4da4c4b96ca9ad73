#include "programs/train/platform.h"

#include <sys/resource.h>

#include <fstream>

#include "framework/base/text.h"
#include "framework/blas/gemm.h"

namespace llmsys {
namespace {

std::string processor() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

}  // namespace

std::string platform_text(int threads) {
  return text(threads, threads == 1 ? " thread, " : " threads, ", processor(), ", ", blas::backend_name(), " ",
              blas::backend_version(), ", compiler ", __VERSION__);
}

std::string platform_difference(const std::string& then, const std::string& here) {
  if (then == here) return "";
  return text(
      "this run began on another machine or with another setting, so its last digits will differ from those of an "
      "uninterrupted run:\n  then  ",
      then, "\n  now   ", here);
}

int64_t peak_resident_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return int64_t{1024} * usage.ru_maxrss;  // Linux counts KiB
}

}  // namespace llmsys
