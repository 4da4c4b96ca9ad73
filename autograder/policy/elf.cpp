#include "autograder/policy/elf.h"

#include <elf.h>

#include <charconv>
#include <cstring>
#include <string>
#include <unordered_set>

#include "framework/base/error.h"

namespace llmsys {
namespace {

// Part of `bytes`; what lies outside is an error.
std::string_view part(std::string_view bytes, uint64_t offset, uint64_t size) {
  LLMSYS_CHECK(IoError, offset <= bytes.size() && size <= bytes.size() - offset,
               "[read_elf] the file is damaged: it has ", bytes.size(), " bytes, a part of it would end behind them");
  return bytes.substr(offset, size);
}

template <class T>
T load(std::string_view bytes, uint64_t offset) {
  T value;
  std::memcpy(&value, part(bytes, offset, sizeof value).data(), sizeof value);
  return value;
}

std::string_view name_at(std::string_view strings, uint64_t offset) {
  const std::string_view rest = part(strings, offset, strings.size() - std::min<uint64_t>(offset, strings.size()));
  const size_t end = rest.find('\0');
  LLMSYS_CHECK(IoError, end != std::string_view::npos, "[read_elf] the file is damaged: a name has no end");
  return rest.substr(0, end);
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes), header_(load<Elf64_Ehdr>(bytes, 0)) {
    LLMSYS_CHECK(IoError, bytes.substr(0, SELFMAG) == ELFMAG, "[read_elf] this is no ELF file");
    const bool ours = header_.e_ident[EI_CLASS] == ELFCLASS64 && header_.e_ident[EI_DATA] == ELFDATA2LSB &&
                      header_.e_machine == EM_X86_64 && header_.e_shentsize == sizeof(Elf64_Shdr);
    LLMSYS_CHECK(IoError, ours, "[read_elf] the file was not compiled for x86-64");
    LLMSYS_CHECK(IoError, header_.e_shnum != 0 && header_.e_shnum < SHN_LORESERVE,
                 "[read_elf] the file has no sections, or too many");
    for (unsigned i = 0; i < header_.e_shnum; ++i)
      sections_.push_back(load<Elf64_Shdr>(bytes, header_.e_shoff + i * uint64_t{sizeof(Elf64_Shdr)}));
  }

  [[nodiscard]] ElfFile read() const {
    ElfFile out;
    const std::string_view names = content(section(header_.e_shstrndx));
    for (const Elf64_Shdr& s : sections_) out.sections.push_back({name_at(names, s.sh_name), s.sh_type, s.sh_flags});
    const std::unordered_set<unsigned> shared = sections_kept_once();
    int tables = 0;
    for (const Elf64_Shdr& s : sections_) {
      if (s.sh_type != (header_.e_type == ET_DYN ? SHT_DYNSYM : SHT_SYMTAB)) continue;
      read_symbols(s, shared, out);
      ++tables;
    }
    LLMSYS_CHECK(IoError, tables == 1, "[read_elf] the file has ", tables, " tables of symbols where it must have one");
    return out;
  }

 private:
  [[nodiscard]] const Elf64_Shdr& section(unsigned index) const {
    LLMSYS_CHECK(IoError, index < sections_.size(), "[read_elf] the file is damaged: it has no section ", index);
    return sections_[index];
  }
  [[nodiscard]] std::string_view content(const Elf64_Shdr& s) const { return part(bytes_, s.sh_offset, s.sh_size); }

  // The members of all COMDAT groups: of groups of one name the linker keeps one.
  [[nodiscard]] std::unordered_set<unsigned> sections_kept_once() const {
    std::unordered_set<unsigned> out;
    for (const Elf64_Shdr& s : sections_) {
      if (s.sh_type != SHT_GROUP || s.sh_size < sizeof(Elf64_Word)) continue;
      const std::string_view words = content(s);
      if ((load<Elf64_Word>(words, 0) & GRP_COMDAT) == 0) continue;
      for (uint64_t at = sizeof(Elf64_Word); at + sizeof(Elf64_Word) <= words.size(); at += sizeof(Elf64_Word))
        out.insert(load<Elf64_Word>(words, at));
    }
    return out;
  }

  void read_symbols(const Elf64_Shdr& table, const std::unordered_set<unsigned>& shared, ElfFile& out) const {
    const std::string_view entries = content(table), names = content(section(table.sh_link));
    for (uint64_t at = 0; at + sizeof(Elf64_Sym) <= entries.size(); at += sizeof(Elf64_Sym)) {
      const auto symbol = load<Elf64_Sym>(entries, at);
      const unsigned bind = ELF64_ST_BIND(symbol.st_info), type = ELF64_ST_TYPE(symbol.st_info);
      out.data_in_code = out.data_in_code || (type == STT_OBJECT && holds_code(symbol.st_shndx));
      if (bind == STB_LOCAL || symbol.st_name == 0) continue;
      ElfSymbol one{.name = name_at(names, symbol.st_name)};
      one.is_function = type == STT_FUNC || type == STT_GNU_IFUNC;
      one.is_resolver = type == STT_GNU_IFUNC;
      if (symbol.st_shndx != SHN_UNDEF)
        one.binding = bind == STB_GNU_UNIQUE || shared.contains(symbol.st_shndx) ? Binding::shared
                      : bind == STB_WEAK                                         ? Binding::weak
                                                                                 : Binding::strong;
      out.symbols.push_back(one);
    }
  }

  [[nodiscard]] bool holds_code(unsigned index) const {
    return index < sections_.size() && (sections_[index].sh_flags & SHF_EXECINSTR) != 0;
  }

  std::string_view bytes_;
  Elf64_Ehdr header_;
  std::vector<Elf64_Shdr> sections_;
};

}  // namespace

ElfFile read_elf(std::string_view bytes) { return Reader(bytes).read(); }

std::vector<std::string_view> archive_members(std::string_view bytes) {
  constexpr std::string_view kMagic = "!<arch>\n";
  constexpr size_t kHeader = 60, kSizeAt = 48, kSizeLength = 10;
  LLMSYS_CHECK(IoError, bytes.substr(0, kMagic.size()) == kMagic, "[archive_members] this is no archive");
  std::vector<std::string_view> out;
  for (uint64_t at = kMagic.size(); at < bytes.size();) {
    const std::string_view header = part(bytes, at, kHeader);
    uint64_t size = 0;
    const std::string_view digits = header.substr(kSizeAt, kSizeLength);
    std::from_chars(digits.data(), digits.data() + digits.size(), size);
    const std::string_view member = part(bytes, at + kHeader, size);
    if (header[0] != '/' || (header[1] >= '0' && header[1] <= '9')) out.push_back(member);  // not the index, the names
    at += kHeader + size + size % 2;
  }
  return out;
}

}  // namespace llmsys
