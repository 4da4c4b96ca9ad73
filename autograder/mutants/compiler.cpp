#include "autograder/mutants/compiler.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys::mutants {
namespace {
namespace fs = std::filesystem;

// "-o x -c FILE" -> "-c path": the flags without what they are for.
std::string without_output(std::string command, const std::string& file) {
  const size_t output = command.find(" -o ");
  LLMSYS_CHECK(ValueError, output != command.npos && command.ends_with(file), "cannot read the command: ", command);
  command.erase(output, command.find(' ', output + 4) - output);
  command.resize(command.size() - file.size());
  return command;
}

}  // namespace

Compiler::Compiler(const Paths& paths, const std::string& file) : file_(file), folder_(paths.build) {
  const auto commands = nlohmann::json::parse(read_text_file(paths.build + "/compile_commands.json"));
  for (const auto& entry : commands)
    if (std::string(entry.at("file")) == file) command_ = without_output(entry.at("command"), file);
  LLMSYS_CHECK(ValueError, !command_.empty(), "compile_commands.json has no ", file, ": run cmake --preset cpu");
}

Compiler::Run Compiler::compile(const std::string& source, const std::string& flags) const {
  const Captured result = capture({"sh", "-c", text("exec ", command_, source, " ", flags)},
                                  {.folder = folder_, .environment = {{"LC_ALL", "C.UTF-8"}}});
  return {result.code, result.text};
}

std::vector<int> Compiler::compiling(const Source& source, const std::vector<Change>& changes,
                                     std::vector<int> mutants) const {
  const std::string path = file_ + ".schemata" + fs::path(file_).extension().string();
  while (true) {
    const Schemata schemata = schemata_of(source, changes, mutants);
    write_atomically(path, schemata.text);
    const Run run = compile(path, "-fsyntax-only -w -fmax-errors=0 -fdiagnostics-color=never");
    if (run.code == 0) break;
    const std::vector<int> bad = blamed(schemata, path, run.words);
    LLMSYS_CHECK(ValueError, !bad.empty(), "the mutants of ", file_,
                 " do not compile, and no single one is at fault:\n", run.words.substr(0, 4000));
    const std::set<int> gone(bad.begin(), bad.end());
    std::erase_if(mutants, [&](int mutant) { return gone.contains(mutant); });
  }
  fs::remove(path);
  return mutants;
}

std::string Compiler::assembly(const std::string& content, const std::string& name) const {
  const std::string path = text(file_, ".", name, fs::path(file_).extension().string()), output = path + ".s";
  write_atomically(path, "#line 1 \"solution\"\n" + content);  // __FILE__ is the same for all
  const Run run = compile(path, text("-O2 -g0 -w -fno-ident -S -o ", output));
  LLMSYS_CHECK(ValueError, run.code == 0, path, " does not compile:\n", run.words.substr(0, 4000));
  std::string assembly = read_text_file(output);
  const size_t file_line = assembly.find("\t.file\t");  // the one that names it
  if (file_line != assembly.npos) assembly.erase(file_line, assembly.find('\n', file_line) - file_line);
  fs::remove(path);
  fs::remove(output);
  return assembly;
}

}  // namespace llmsys::mutants
