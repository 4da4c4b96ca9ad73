/// @file
/// The symbols and sections of compiled files (ELF, x86-64), read with care: the file may be a stranger's.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

namespace llmsys {

/// How a name stands in a compiled file.
enum class Binding {
  undefined,  ///< used here, defined elsewhere
  strong,     ///< the only definition there may be
  weak,       ///< gives way to a strong one, but stands in front of an archive's or a shared library's
  shared      ///< one of many equal copies, of which the linker keeps one: an inline function, a template's instance
};

/// A name that other files can see.
struct ElfSymbol {
  std::string_view name;                 ///< as the linker knows it
  Binding binding = Binding::undefined;  ///< see Binding
  bool is_function = false;              ///< or a variable
  bool is_resolver = false;  ///< an ifunc: code that runs while the program is loaded, to choose the function
};

/// A part of a compiled file.
struct ElfSection {
  std::string_view name;  ///< ".text", ...
  uint32_t type = 0;      ///< SHT_PROGBITS, ...
  uint64_t flags = 0;     ///< SHF_ALLOC, ...
};

/// What a compiled file shows the linker. Names point into the bytes that it was read from.
struct ElfFile {
  std::vector<ElfSymbol> symbols;    ///< without those that are local to the file
  std::vector<ElfSection> sections;  ///< all
  bool data_in_code = false;         ///< whether a variable, local or not, lies in a section that can be run
};

/// Reads an object file, or of a shared library what it offers (its dynamic symbols).
/// @param bytes  the file; must outlive the result
/// @throws IoError if this is no such file, or one whose parts contradict each other
ElfFile read_elf(std::string_view bytes);

/// The members of an archive (libx.a), in order. Names of members are left out.
/// @throws IoError if this is no archive, or a thin one
std::vector<std::string_view> archive_members(std::string_view bytes);

}  // namespace llmsys
