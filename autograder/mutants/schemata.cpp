#include "autograder/mutants/schemata.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

#include "framework/base/text.h"

namespace llmsys::mutants {
namespace {

// Asked by every mutated function; the emulator's tracer must not see that as the kernel's doing.
std::string prelude() {
  return text("#include <cstdlib>\n", "static const int llmsys_mutant_number = std::getenv(\"", kMutantVariable,
              "\") == nullptr\n", "    ? 0 : std::atoi(std::getenv(\"", kMutantVariable, "\"));\n",
              "__attribute__((noinline, no_sanitize(\"thread\"))) static int llmsys_mutant() { return "
              "llmsys_mutant_number; }\n");
}

int lines_in(std::string_view text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

class Writer {
 public:
  void add(std::string_view text) {
    out_.text += text;
    line_ += lines_in(text);
  }
  void add_copy(int mutant, std::string_view text) {
    const int first = line_;
    add(text);
    out_.copies.push_back({mutant, first, line_});
  }
  Schemata take() { return std::move(out_); }

 private:
  Schemata out_;
  int line_ = 1;
};

// The solution's body first: where the return type is deduced, it decides.
void write_body(const Source& source, const Body& body, const std::vector<Change>& changes,
                const std::vector<int>& mutants, Writer& writer) {
  const size_t begin = source.tokens()[body.open].end(), end = source.tokens()[body.close].begin;
  const auto inside = [&](const std::string& content, const Change& change) {
    const size_t grown = change.text.size() - (change.end - change.begin);
    return content.substr(begin, end - begin + grown);
  };
  writer.add("\nswitch (llmsys_mutant()) { default: {");
  writer.add(std::string_view(source.content()).substr(begin, end - begin));
  writer.add("} break;\n");
  for (const int mutant : mutants) {
    const Change& change = changes[static_cast<size_t>(mutant) - 1];
    if (change.begin < begin || change.end > end) continue;
    writer.add_copy(mutant,
                    text("case ", mutant, ": {", inside(changed(source.content(), change), change), "} break;"));
    writer.add("\n");
  }
  writer.add("}\n");
}

// PATH:12:5: -> 12; 0 if the line does not begin so.
int line_named(std::string_view words, const std::string& path) {
  const size_t at = words.find(path + ":");
  if (at == words.npos) return 0;
  int line = 0;
  const char* begin = words.data() + at + path.size() + 1;
  std::from_chars(begin, words.data() + words.size(), line);
  return line;
}

int mutant_at(const Schemata& schemata, int line) {
  const auto at = std::find_if(schemata.copies.begin(), schemata.copies.end(),
                               [&](const Copy& copy) { return copy.first_line <= line && line <= copy.last_line; });
  return at == schemata.copies.end() ? 0 : at->mutant;
}

}  // namespace

Schemata schemata_of(const Source& source, const std::vector<Change>& changes, const std::vector<int>& mutants) {
  Writer writer;
  writer.add(prelude());
  size_t done = 0;
  for (const Body& body : source.bodies()) {
    if (body.constant) continue;
    const size_t begin = source.tokens()[body.open].end(), end = source.tokens()[body.close].begin;
    writer.add(std::string_view(source.content()).substr(done, begin - done));
    write_body(source, body, changes, mutants, writer);
    done = end;
  }
  writer.add(std::string_view(source.content()).substr(done));
  return writer.take();
}

std::vector<int> blamed(const Schemata& schemata, const std::string& path, const std::string& words) {
  std::set<int> out, asked;  // asked: who asked for the template that the next error may be in
  std::istringstream lines(words);
  for (std::string line; std::getline(lines, line);) {
    const int mutant = mutant_at(schemata, line_named(line, path));
    const bool error = line.find(" error: ") != line.npos;
    const bool asks = line.find("required from") != line.npos || line.find("In instantiation") != line.npos;
    if (error && mutant > 0) out.insert(mutant);
    if (error && mutant == 0) out.insert(asked.begin(), asked.end());
    if (asks && mutant > 0) asked.insert(mutant);
    if (error || line.find(" warning: ") != line.npos) asked.clear();
  }
  return {out.begin(), out.end()};
}

}  // namespace llmsys::mutants
