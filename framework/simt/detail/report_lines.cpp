#include "framework/simt/detail/report_lines.h"

#include <cstdint>
#include <regex>
#include <sstream>
#include <vector>

#include "framework/base/text.h"
#include "framework/simt/trace/symbolizer.h"

namespace llmsys::simt::detail {

std::string place_text(const void* pc) {
  if (pc == nullptr) return "";
  std::ostringstream out;
  out << " (pc 0x" << std::hex << reinterpret_cast<uintptr_t>(pc) << ")";
  return out.str();
}

std::string with_lines(const std::string& report) {
  static const std::regex place(R"( \(pc (0x[0-9a-f]+)\))");
  std::vector<const void*> addresses;
  for (std::sregex_iterator at(report.begin(), report.end(), place), end; at != end; ++at)
    addresses.push_back(reinterpret_cast<const void*>(std::stoull(at->str(1), nullptr, 16)));
  if (addresses.empty()) return report;
  const std::vector<SourceLine> lines = Symbolizer().lines(addresses);
  std::string out;
  auto rest = report.cbegin();
  size_t next = 0;
  for (std::sregex_iterator at(report.begin(), report.end(), place), end; at != end; ++at, ++next) {
    const SourceLine& source = lines[next];
    out.append(rest, (*at)[0].first);
    out += source.line == 0 ? at->str() : text(" at ", source.file, ":", source.line);
    rest = (*at)[0].second;
  }
  return out.append(rest, report.cend());
}

}  // namespace llmsys::simt::detail
