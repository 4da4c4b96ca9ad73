#include "autograder/release/symbols.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "autograder/cli/paths.h"
#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

std::string run_tool(const std::vector<std::string>& command) {
  const Captured result = capture(command);
  LLMSYS_CHECK(IoError, result.code == 0, command.front(), " failed: ", result.text,
               "\nthe tools ld, nm, objcopy and strip come with the package binutils");
  return result.text;
}

// One section of each sort: the sections of inline functions are named after them.
constexpr const char* kMergeSections = R"(SECTIONS {
  .text : { *(.text .text.*) }
  .rodata : { *(.rodata .rodata.*) }
  .data.rel.ro : { *(.data.rel.ro .data.rel.ro.*) }
  .data : { *(.data .data.*) }
  .bss : { *(.bss .bss.* COMMON) }
  .tdata : { *(.tdata .tdata.*) }
  .tbss : { *(.tbss .tbss.*) }
  .init_array : { *(.init_array .init_array.*) }
  .gcc_except_table : { *(.gcc_except_table .gcc_except_table.*) }
}
)";

// A file of lines for one of objcopy's options.
class ListFile {
 public:
  ListFile(const std::string& path, const std::vector<std::string>& lines) : path_(path) {
    write_atomically(path, join(lines, "\n") + "\n");
  }
  ~ListFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  ListFile(const ListFile&) = delete;
  ListFile& operator=(const ListFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Makes `hidden` local, drops what no relocation needs, and numbers what is left of local names.
void strip_names(const std::string& object, const std::vector<std::string>& hidden) {
  const ListFile list(object + ".hidden", hidden);
  if (!hidden.empty()) run_tool({"objcopy", "--localize-symbols=" + list.path(), object});
  run_tool({"strip", "--strip-unneeded", "--remove-section=.comment", object});
  std::vector<std::string> renamed;
  std::string last;
  for (const Symbol& symbol : symbols_of(object)) {
    const bool local = std::islower(static_cast<unsigned char>(symbol.kind)) != 0 && symbol.is_defined();
    if (local && symbol.name != last) renamed.push_back(text(symbol.name, " s", renamed.size() + 1));
    if (local) last = symbol.name;
  }
  const ListFile names(object + ".renamed", renamed);
  if (!renamed.empty()) run_tool({"objcopy", "--redefine-syms=" + names.path(), object});
}

}  // namespace

std::vector<Symbol> symbols_of(const std::string& object) {
  std::istringstream lines(run_tool({"nm", "--format=posix", "--no-demangle", object}));
  std::vector<Symbol> symbols;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    Symbol symbol{};
    if (words >> symbol.name >> symbol.kind) symbols.push_back(symbol);
  }
  std::sort(symbols.begin(), symbols.end(), [](const Symbol& a, const Symbol& b) { return a.name < b.name; });
  return symbols;
}

std::set<std::string> public_names(const std::string& object) {
  std::set<std::string> names;
  for (const Symbol& symbol : symbols_of(object))
    if (symbol.is_strong() || symbol.is_class_data()) names.insert(symbol.name);
  return names;
}

void hide_symbols(const std::string& object, const std::set<std::string>& kept, const std::string& out) {
  std::filesystem::create_directories(std::filesystem::path(out).parent_path());
  std::filesystem::copy_file(object, out, std::filesystem::copy_options::overwrite_existing);
  std::vector<std::string> hidden;
  for (const Symbol& symbol : symbols_of(out))
    if (symbol.is_strong() && !kept.contains(symbol.name)) hidden.push_back(symbol.name);
  strip_names(out, hidden);
}

void merge_and_hide(const std::vector<std::string>& objects, const std::set<std::string>& kept,
                    const std::string& out) {
  std::filesystem::create_directories(std::filesystem::path(out).parent_path());
  const ListFile script(out + ".ld", {kMergeSections});
  std::vector<std::string> link = {"ld", "-r", "--force-group-allocation", "-T", script.path(), "-o", out};
  link.insert(link.end(), objects.begin(), objects.end());
  run_tool(link);
  std::vector<std::string> hidden;
  for (const Symbol& symbol : symbols_of(out))
    if (symbol.is_defined() && !kept.contains(symbol.name)) hidden.push_back(symbol.name);
  strip_names(out, hidden);
}

}  // namespace llmsys
