// Puts a program's own headers in the place of their #include lines.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "framework/base/error.h"
#include "framework/simt/rewriter/rewrite.h"
#include "framework/simt/rewriter/tokens.h"

namespace llmsys::simt {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  LLMSYS_CHECK(IoError, in.good(), "[simt_rewrite] cannot read ", path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string line_directive(size_t line, const fs::path& path) {
  std::ostringstream quoted;
  quoted << path;  // with quotes, and escapes where they are needed
  return text("#line ", line, " ", quoted.str(), "\n");
}

/// What stands between the quotes of `#include "x"`; "" of other lines.
std::string quoted_name(std::string_view include) {
  const size_t open = include.find('"'), close = include.find('"', open + 1);
  return close == std::string_view::npos ? "" : std::string(include.substr(open + 1, close - open - 1));
}

/// Whether the tokens from i on are `#pragma once`, which means nothing within another file.
bool is_pragma_once(const std::vector<Token>& tokens, size_t i) {
  return i + 3 < tokens.size() && tokens[i].text == "#" && tokens[i + 1].text == "pragma" &&
         tokens[i + 3].text == "once";
}

std::string expanded(const fs::path& path, std::set<fs::path>& seen) {
  const std::string source = read(path);
  const std::vector<Token> tokens = tokenize(source);
  std::string out;
  size_t line = 1;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (is_pragma_once(tokens, i)) i += 4;
    if (i >= tokens.size()) break;
    const std::string name = tokens[i].kind == TokenKind::include ? quoted_name(tokens[i].text) : "";
    const fs::path header = path.parent_path() / name;
    if (!name.empty() && fs::is_regular_file(header)) {
      if (seen.insert(fs::weakly_canonical(header)).second)
        out += line_directive(1, header) + expanded(header, seen) + "\n" + line_directive(line, path);
    } else {
      out += tokens[i].text;
    }
    for (const char c : tokens[i].text) line += c == '\n' ? 1 : 0;
  }
  return out;
}

}  // namespace

std::string rewrite_cuda_file(const std::string& path) {
  std::set<fs::path> seen;
  const fs::path whole = fs::absolute(path);
  return rewrite_cuda(expanded(whole, seen), whole.string());
}

}  // namespace llmsys::simt
