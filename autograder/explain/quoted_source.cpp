#include "autograder/explain/quoted_source.h"

#include <regex>

#include "autograder/explain/source_text.h"
#include "framework/base/text.h"

namespace llmsys {

std::string quoted_source(const std::string& message, const ReadSource& read) {
  static const std::regex place(R"((labs/[A-Za-z0-9_]+/[A-Za-z0-9_]+[.](?:cpp|cu)):([0-9]{1,6}))");
  for (std::sregex_iterator at(message.begin(), message.end(), place), end; at != end; ++at) {
    const std::string content = read((*at)[1]);
    if (content.empty()) continue;
    const std::string lines = SourceText(content).around(std::stoi((*at)[2]));
    if (!lines.empty()) return text((*at)[1].str(), ":", (*at)[2].str(), "\n", lines);
  }
  return "";
}

}  // namespace llmsys
