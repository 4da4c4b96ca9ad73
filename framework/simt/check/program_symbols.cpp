#include "framework/simt/check/program_symbols.h"

#include <cxxabi.h>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace llmsys::simt {
namespace {

/// This program's file, mapped: only the pages that are looked at are read.
class ProgramFile {
 public:
  ProgramFile() {
    const int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    struct stat about {};
    if (file >= 0 && fstat(file, &about) == 0) {
      void* const bytes = mmap(nullptr, static_cast<size_t>(about.st_size), PROT_READ, MAP_PRIVATE, file, 0);
      if (bytes != MAP_FAILED) data_ = static_cast<const char*>(bytes), size_ = static_cast<size_t>(about.st_size);
    }
    if (file >= 0) close(file);
  }
  ~ProgramFile() {
    if (data_ != nullptr) munmap(const_cast<char*>(data_), size_);
  }
  ProgramFile(const ProgramFile&) = delete;
  ProgramFile& operator=(const ProgramFile&) = delete;
  [[nodiscard]] size_t size() const { return size_; }
  template <class T>
  const T* at(size_t offset) const {
    return reinterpret_cast<const T*>(data_ + offset);
  }

 private:
  const char* data_ = nullptr;
  size_t size_ = 0;
};

/// Where the program was loaded: 0 unless it is position independent.
uintptr_t load_address() {
  uintptr_t base = 0;
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void* out) {
        *static_cast<uintptr_t*>(out) = info->dlpi_addr;
        return 1;  // the program comes first
      },
      &base);
  return base;
}

/// The header of the symbol table's section; null if there is none.
const Elf64_Shdr* symbol_table(const ProgramFile& file) {
  if (file.size() < sizeof(Elf64_Ehdr)) return nullptr;
  const auto* header = file.at<Elf64_Ehdr>(0);
  if (header->e_shoff + size_t{header->e_shnum} * sizeof(Elf64_Shdr) > file.size()) return nullptr;
  const auto* sections = file.at<Elf64_Shdr>(header->e_shoff);
  const auto* end = sections + header->e_shnum;
  const auto* found = std::find_if(sections, end, [](const Elf64_Shdr& item) { return item.sh_type == SHT_SYMTAB; });
  return found == end ? nullptr : found;
}

void sort_by_address(std::vector<Variable>& variables) {
  std::sort(variables.begin(), variables.end(), [](const Variable& a, const Variable& b) { return a.begin < b.begin; });
}

}  // namespace

std::string Variable::name() const {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> full(abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status),
                                                         &std::free);
  const std::string name = status == 0 ? full.get() : symbol;
  int depth = 0;  // of <> and (), whose :: do not count
  for (size_t i = name.size(); i-- > 1;) {
    if (name[i] == ')' || name[i] == '>' || name[i] == ']') ++depth;
    if (name[i] == '(' || name[i] == '<' || name[i] == '[') --depth;
    if (depth == 0 && name[i] == ':' && name[i - 1] == ':') return name.substr(i + 1);
  }
  return name.substr(0, name.find('.'));  // a C function's static: "tile.0"
}

ProgramSymbols::ProgramSymbols() {
  find_data();
  const ProgramFile file;
  const Elf64_Shdr* table = symbol_table(file);
  if (table == nullptr) return;
  const size_t names = file.at<Elf64_Shdr>(file.at<Elf64_Ehdr>(0)->e_shoff)[table->sh_link].sh_offset;
  const auto* symbols = file.at<Elf64_Sym>(table->sh_offset);
  const uintptr_t base = load_address();
  for (size_t i = 0; i < table->sh_size / sizeof(Elf64_Sym); ++i) {
    const Elf64_Sym& symbol = symbols[i];
    const int type = ELF64_ST_TYPE(symbol.st_info);
    if (symbol.st_size == 0 || symbol.st_shndx == SHN_UNDEF || (type != STT_TLS && type != STT_OBJECT)) continue;
    const uintptr_t begin = symbol.st_value + (type == STT_TLS ? 0 : base);
    (type == STT_TLS ? shared_ : globals_)
        .push_back({begin, begin + symbol.st_size, file.at<char>(names + symbol.st_name),
                    ELF64_ST_VISIBILITY(symbol.st_other) == STV_PROTECTED});
  }
  sort_by_address(shared_);
  sort_by_address(globals_);
}

void ProgramSymbols::find_data() {
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void* self) {
        auto& symbols = *static_cast<ProgramSymbols*>(self);
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const auto& segment = info->dlpi_phdr[i];
          if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) == 0) continue;
          symbols.data_begin_ = info->dlpi_addr + segment.p_vaddr;
          symbols.data_end_ = symbols.data_begin_ + segment.p_memsz;
        }
        return 1;  // the program comes first
      },
      this);
}

const Variable* ProgramSymbols::before(const std::vector<Variable>& variables, uintptr_t address) {
  const auto after = std::upper_bound(variables.begin(), variables.end(), address,
                                      [](uintptr_t value, const Variable& item) { return value < item.begin; });
  return after == variables.begin() ? nullptr : &*std::prev(after);
}

const Variable* ProgramSymbols::find(const std::vector<Variable>& variables, uintptr_t address) {
  const Variable* found = before(variables, address);
  return found != nullptr && address < found->end ? found : nullptr;
}

const ProgramSymbols& program_symbols() {
  static const ProgramSymbols symbols;
  return symbols;
}

}  // namespace llmsys::simt
