#include "datasets/gen/documents.h"

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
  for (size_t end = text.find(kEndOfDocument); end != std::string_view::npos; end = text.find(kEndOfDocument)) {
    out.emplace_back(trimmed(text.substr(0, end)));
    text.remove_prefix(end + kEndOfDocument.size());
  }
  if (const std::string_view rest = trimmed(text); !rest.empty()) out.emplace_back(rest);
  return out;
}

}  // namespace llmsys::corpora
