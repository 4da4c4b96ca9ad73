#include <algorithm>
#include <charconv>

#include "framework/base/error.h"
#include "framework/io/detail/bpe_files.h"

namespace llmsys::detail {
namespace {

using Ranks = std::unordered_map<std::string, int64_t>;

int value_of(char digit) {
  if (digit >= 'A' && digit <= 'Z') return digit - 'A';
  if (digit >= 'a' && digit <= 'z') return digit - 'a' + 26;
  if (digit >= '0' && digit <= '9') return digit - '0' + 52;
  if (digit == '+') return 62;
  return digit == '/' ? 63 : -1;
}

// RFC 4648, sec. 4.  @return false if it is no base64
bool from_base64(std::string_view digits, std::string& bytes) {
  bytes.clear();
  if (digits.size() % 4 != 0) return false;
  for (int pad = 0; pad < 2 && digits.ends_with('='); ++pad) digits.remove_suffix(1);
  uint32_t bits = 0;
  int held = 0;
  for (const char digit : digits) {
    const int value = value_of(digit);
    if (value < 0) return false;
    bits = bits << 6 | static_cast<uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push_back(static_cast<char>(bits >> held & 0xff));
  }
  return true;
}

FileToken token_of_line(std::string_view line, const std::string& place) {
  const size_t blank = line.find(' ');
  LLMSYS_CHECK(IoError, blank != std::string_view::npos, place, ": want base64, a blank and a rank, got '", shown(line),
               "'");
  FileToken token;
  LLMSYS_CHECK(IoError, from_base64(line.substr(0, blank), token.bytes), place, ": '", shown(line.substr(0, blank)),
               "' is no base64");
  LLMSYS_CHECK(IoError, token.bytes.size() <= kTiktokenTokenLimit, place, ": a token of ", token.bytes.size(),
               " bytes; at most ", kTiktokenTokenLimit, " are read");
  const std::string_view rank = line.substr(blank + 1);
  const auto [end, error] = std::from_chars(rank.data(), rank.data() + rank.size(), token.id);
  LLMSYS_CHECK(IoError, error == std::errc() && end == rank.data() + rank.size(), place, ": '", shown(rank),
               "' is no rank");
  token.name = token.bytes;
  return token;
}

// The parts of a token that merges of lower ranks make, as BPE would: lowest rank first.
std::vector<std::string> parts_of(const FileToken& token, const Ranks& ranks) {
  std::vector<std::string> parts;
  for (const char byte : token.bytes) parts.emplace_back(1, byte);
  while (parts.size() > 1) {
    int64_t lowest = token.id;
    size_t at = 0;
    for (size_t i = 0; i + 1 < parts.size(); ++i) {
      const auto found = ranks.find(parts[i] + parts[i + 1]);
      if (found != ranks.end() && found->second < lowest) lowest = found->second, at = i;
    }
    if (lowest == token.id) break;
    parts[at] += parts[at + 1];
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  }
  return parts;
}

std::vector<FileToken> tokens_of_lines(std::string_view file) {
  std::vector<FileToken> tokens;
  for (int64_t number = 1; !file.empty(); ++number) {
    const size_t end = std::min(file.find('\n'), file.size());
    std::string_view line = file.substr(0, end);
    file.remove_prefix(std::min(end + 1, file.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) tokens.push_back(token_of_line(line, text("line ", number)));
  }
  return tokens;
}

}  // namespace

BpeVocabulary parse_tiktoken(std::string_view file, const std::vector<AddedToken>& added, SplitRule split) {
  std::vector<FileToken> tokens = tokens_of_lines(file);
  std::sort(tokens.begin(), tokens.end(), [](const FileToken& a, const FileToken& b) { return a.id < b.id; });
  Ranks ranks;
  for (const FileToken& token : tokens) ranks.emplace(token.bytes, token.id);
  const size_t own = tokens.size();
  for (const AddedToken& token : added) tokens.push_back({.name = token.text, .id = token.id, .bytes = token.text});
  VocabularyBuilder builder(tokens);
  for (size_t i = 0; i < own; ++i) {
    if (tokens[i].bytes.size() == 1) continue;
    const std::vector<std::string> parts = parts_of(tokens[i], ranks);
    LLMSYS_CHECK(IoError, parts.size() == 2, "token ", tokens[i].id, " '", shown(tokens[i].bytes), "' is ",
                 parts.size(), " tokens by the merges of lower ranks, want 2: no merge makes it");
    builder.add_merge(parts[0], parts[1], text("token ", tokens[i].id));
  }
  builder.vocabulary.added = added;
  builder.vocabulary.split = split;
  builder.vocabulary.whole_pieces = true;
  return builder.vocabulary;
}

}  // namespace llmsys::detail
