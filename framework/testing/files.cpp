#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "framework/base/error.h"
#include "framework/testing/test.h"

namespace llmsys::testing {

std::string source_root() {
  return std::filesystem::path(__FILE__).parent_path().parent_path().parent_path().string();  // framework/testing/..
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "llmsys-test-XXXXXX").string();
  LLMSYS_CHECK(IoError, mkdtemp(pattern.data()) != nullptr, "[TemporaryFolder] cannot make a folder like ", pattern);
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::path(const std::string& name) const { return name.empty() ? path_ : path_ + "/" + name; }

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  LLMSYS_CHECK(IoError, file.good(), "[read_file] cannot open ", path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  LLMSYS_CHECK(IoError, file.good(), "[write_file] cannot write ", path);
}

std::string from_hex(const std::string& digits) {
  std::string bytes;
  for (size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  return bytes;
}

}  // namespace llmsys::testing
