#include "autograder/report/utc_text.h"

#include <ctime>

namespace llmsys {

std::string utc_text(int64_t seconds) {
  const auto moment = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&moment, &parts);
  char shown[32];
  return {shown, std::strftime(shown, sizeof shown, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string utc_now_text() { return utc_text(std::time(nullptr)); }

}  // namespace llmsys
