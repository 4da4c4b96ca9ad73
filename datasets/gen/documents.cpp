#include "datasets/gen/documents.h"

#include <algorithm>

namespace llmsys::corpora {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) + 1 - begin);
}

}  // namespace

std::string join_documents(const std::vector<std::string>& documents) {
  std::string out;
  for (const std::string& document : documents) out.append(document).append("\n").append(kEndOfDocument).append("\n");
  return out;
}

std::vector<std::string> split_documents(std::string_view text) {
  std::vector<std::string> out;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(kEndOfDocument, begin), text.size());
    const std::string_view document = trimmed(text.substr(begin, end - begin));
    if (!document.empty()) out.emplace_back(document);
    begin = end + kEndOfDocument.size();
  }
  return out;
}

}  // namespace llmsys::corpora
