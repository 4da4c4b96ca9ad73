#include "programs/train/numbers.h"

#include <cstdio>

#include "framework/base/text.h"

namespace llmsys {

std::string decimal(double value, int digits) {
  char out[64];
  std::snprintf(out, sizeof out, "%.*f", digits, value);
  return out;
}

std::string grouped(int64_t value) {
  if (value < 1000) return std::to_string(value);
  const std::string last = std::to_string(1000 + value % 1000);  // "1042": three digits behind a 1
  return text(grouped(value / 1000), ",", std::string_view(last).substr(1));
}

}  // namespace llmsys
