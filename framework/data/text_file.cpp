#include "framework/data/text_file.h"

#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "framework/base/error.h"

namespace llmsys {

std::string read_text(const std::string& path) {
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(path, ignored);
  LLMSYS_CHECK(IoError, !std::filesystem::is_directory(status), "[read_text] ", path, " is a folder, want a text file");
  LLMSYS_CHECK(IoError, !std::filesystem::is_other(status), "[read_text] ", path,
               " is a device or a pipe, which may never end: write it to a file first");
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  LLMSYS_CHECK(IoError, file.is_open(), "[read_text] cannot open ", path, ": ", std::strerror(errno));
  std::ostringstream bytes;
  bytes << file.rdbuf();
  LLMSYS_CHECK(IoError, !file.bad(), "[read_text] cannot read ", path, ": ", std::strerror(errno));
  std::string content = std::move(bytes).str();
  LLMSYS_CHECK(IoError, !content.empty(), "[read_text] ", path, " is empty, want a text file");
  const size_t nul = content.find('\0');
  LLMSYS_CHECK(IoError, nul == std::string::npos, "[read_text] ", path, " looks binary: byte ", nul,
               " is NUL, want plain text");
  return content;
}

size_t held_out_size(size_t size, double fraction) {
  LLMSYS_CHECK(ValueError, fraction >= 0 && fraction < 1, "[split_held_out] fraction must be in [0, 1), got ",
               fraction);
  return static_cast<size_t>(std::floor(static_cast<double>(size) * fraction));
}

HeldOutSplit<std::string_view> split_held_out(std::string_view text, double fraction) {
  const size_t cut = text.size() - held_out_size(text.size(), fraction);
  return {text.substr(0, cut), text.substr(cut)};
}

HeldOutSplit<std::span<const int64_t>> split_held_out(std::span<const int64_t> tokens, double fraction) {
  const size_t cut = tokens.size() - held_out_size(tokens.size(), fraction);
  return {tokens.first(cut), tokens.subspan(cut)};
}

}  // namespace llmsys
