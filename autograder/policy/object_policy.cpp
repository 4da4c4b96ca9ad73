#include "autograder/policy/object_policy.h"

#include <elf.h>

#include <algorithm>
#include <charconv>

#include "autograder/policy/elf.h"
#include "autograder/policy/rules.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr size_t kMostProblems = 5;

// A name that a C++ compiler made: of a function with its parameters, or of what exceptions need.
bool is_cpp(std::string_view name) { return name.starts_with("_Z") || name.starts_with("DW.ref."); }

// A name that the C and C++ standards keep for compilers and libraries.
bool is_kept_for_compilers(std::string_view name) {
  return !is_cpp(name) && name.size() > 1 && name[0] == '_' && (name[1] == '_' || (name[1] >= 'A' && name[1] <= 'Z'));
}

// What helps whoever came upon a name by accident.
std::string way_out(const ElfSymbol& symbol) {
  const std::string_view what = symbol.is_function ? "function" : "variable";
  return text("If it is a ", what, " of your own, rename it or put it into `namespace { }`.");
}

std::string said_of(const NameOwner& owner) {
  if (owner.who == "framework" || owner.who == "lab") return text("the ", owner.who, "'s own code has that name");
  if (owner.who == "grader") return "the grader has that name";
  return text("the ", owner.who, " has that name, and the whole program would use yours");
}

class Inspection {
 public:
  Inspection(const ObjectKind& kind, const ReservedNames& reserved) : kind_(kind), reserved_(reserved) {}

  std::vector<std::string> inspect(const ElfFile& object) {
    if (object.data_in_code) refuse("your file places data among its code: remove the attribute `section`");
    for (const ElfSection& section : object.sections) look_at(section);
    for (const ElfSymbol& symbol : object.symbols) look_at(symbol);
    return std::move(problems_);
  }

 private:
  void look_at(const ElfSection& section) {
    const std::string_view bare =
        section.name.starts_with(".rela.") ? section.name.substr(std::string_view(".rela").size()) : section.name;
    const bool writable_code = (section.flags & SHF_WRITE) != 0 && (section.flags & SHF_EXECINSTR) != 0;
    const bool code_on_stack = bare == ".note.GNU-stack" && (section.flags & SHF_EXECINSTR) != 0;
    if (!matches(known_sections(), bare))
      refuse(text("your file has a section `", readable_name(bare), "`: remove what places code or data there (",
                  bare.starts_with(".init_array") || bare.starts_with(".fini_array")
                      ? "a constructor or destructor with a priority)"
                      : "an attribute or a pragma)"));
    else if (writable_code || code_on_stack)
      refuse(text("your file asks for memory that is written and run (section `", readable_name(bare), "`)"));
  }

  void look_at(const ElfSymbol& symbol) {
    if (symbol.name.find('@') != std::string_view::npos)
      refuse(text("your file gives `", readable_name(symbol.name), "` a version: remove `.symver`"));
    else if (symbol.binding == Binding::undefined)
      look_at_call(symbol);
    else
      look_at_definition(symbol);
  }

  void look_at_call(const ElfSymbol& symbol) {
    const std::string said = text("your file calls `", readable_name(symbol.name), "`: ");
    const NameOwner* owner = reserved_.owner_of(symbol.name);
    if (const std::string_view why = reason_to_refuse(forbidden_calls(), symbol.name); !why.empty())
      refuse(text(said, why, ". Remove it: the task can be solved without."));
    else if (const std::string_view by_hand = reason_to_refuse(forbidden_calls_of_kernels(), symbol.name);
             kind_.kernels && !by_hand.empty())
      refuse(text(said, by_hand, "."));
    else if (owner != nullptr && owner->who == "grader" && is_cpp(symbol.name))
      refuse(text(said, "this belongs to the grader. Remove it: the task can be solved without."));
  }

  void look_at_definition(const ElfSymbol& symbol) {
    const std::string said = text("your file defines `", readable_name(symbol.name), "`");
    const NameOwner* owner = reserved_.owner_of(symbol.name);
    if (symbol.is_resolver)
      refuse(said + " as a function that is chosen while the program is loaded: remove the attribute `ifunc`");
    else if (const std::string_view why = reason_to_refuse(forbidden_definitions(), symbol.name); !why.empty())
      refuse(text(said, ": ", why, ". ", way_out(symbol)));
    else if (is_kept_for_compilers(symbol.name))
      refuse(text(said, ": names that begin with two underscores are kept for compilers. ", way_out(symbol)));
    else if (owner != nullptr && (symbol.binding != Binding::shared || owner->strong || !is_cpp(symbol.name)))
      refuse(text(said, ": ", said_of(*owner), ". ", way_out(symbol)));
  }

  void refuse(std::string problem) {
    if (problems_.size() < kMostProblems && std::find(problems_.begin(), problems_.end(), problem) == problems_.end())
      problems_.push_back(std::move(problem));
  }

  const ObjectKind& kind_;
  const ReservedNames& reserved_;
  std::vector<std::string> problems_;
};

std::string shortened(std::string_view name) {
  constexpr size_t kMost = 80;
  std::string out;
  for (const char c : name.substr(0, kMost)) out += c >= ' ' && c <= '~' && c != '`' ? c : '?';
  return name.size() > kMost ? out + "..." : out;
}

// Takes a number and as many letters off `rest`; empty if there is none.
std::string_view take_identifier(std::string_view& rest) {
  size_t length = 0;
  const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), length);
  if (end.ec != std::errc()) return "";
  rest.remove_prefix(static_cast<size_t>(end.ptr - rest.data()));
  const std::string_view out = rest.substr(0, std::min(length, rest.size()));
  rest.remove_prefix(out.size());
  return out;
}

}  // namespace

std::string readable_name(std::string_view symbol) {
  if (symbol.starts_with("_Znw") || symbol.starts_with("_Zna")) return "operator new";
  if (symbol.starts_with("_Zdl") || symbol.starts_with("_Zda")) return "operator delete";
  if (!symbol.starts_with("_Z")) return shortened(symbol);
  std::string_view rest = symbol.substr(2);
  const bool nested = rest.starts_with('N');
  if (nested) rest.remove_prefix(1);
  if (nested && rest.starts_with('K')) rest.remove_prefix(1);
  std::string out;
  if (rest.starts_with("St")) {
    out = "std";
    rest.remove_prefix(2);
  }
  for (std::string_view part = take_identifier(rest); !part.empty(); part = nested ? take_identifier(rest) : "")
    out.append(out.empty() ? "" : "::").append(part);
  return out.empty() || out == "std" ? shortened(symbol) : shortened(out);
}

std::vector<std::string> check_object(std::string_view bytes, const ObjectKind& kind, const ReservedNames& reserved) {
  try {
    return Inspection(kind, reserved).inspect(read_elf(bytes));
  } catch (const IoError& error) {
    return {text("what the compiler made of your file cannot be read: ", error.what())};
  }
}

}  // namespace llmsys
