#include "autograder/class/build_commands.h"

#include <sstream>

#include "autograder/cli/process.h"
#include "autograder/submission/task_files.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

void replace_all(std::string& in, const std::string& what, const std::string& by) {
  for (size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + by.size()))
    in.replace(at, what.size(), by);
}

// Paths within the build folder hold no spaces, so words are what lies between them.
template <class Visit>
void for_each_word(const std::string& command, Visit visit) {
  std::istringstream words(command);
  for (std::string word; words >> word;) visit(word);
}

// The word behind " -o ".
std::string output_of(const std::string& command) {
  const size_t option = command.find(" -o ");
  if (option == std::string::npos) return "";
  const size_t start = option + 4;
  return command.substr(start, command.find(' ', start) - start);
}

}  // namespace

BuildCommands::BuildCommands(const Paths& paths, const LabManifest& lab,
                             const std::map<std::string, std::string>& programs)
    : paths_(paths), lab_(lab) {
  std::vector<std::string> ask = {"ninja", "-C", paths.build, "-t", "commands"};
  for (const auto& [path, target] : programs) ask.push_back(target);
  const Captured commands = capture(ask);
  LLMSYS_CHECK(IoError, commands.code == 0, "ninja does not know how to build ", lab.id(), ":\n", commands.text);
  std::istringstream lines(commands.text);
  for (std::string line; std::getline(lines, line);) {
    const std::string output = output_of(line);
    replace_all(line, " -g ", " -g1 ");  // functions and lines, which is what stacks tell: a quarter less to compile
    if (programs.contains(output)) link_[output] = line;
    for (const std::string& file : task_file_names(lab))
      if (line.ends_with(text("/overlay/scratch/", lab.folder, "/", file))) compile_[output] = {file, line};
  }
  for (const auto& [path, target] : programs)
    LLMSYS_CHECK(IoError, link_.contains(path), "ninja has no command for ", path, ": ./lab grade ", lab.number,
                 " --solution has it look again");
}

std::string BuildCommands::in_slot(std::string command, Slot slot) const {
  for (const std::string& before : {text(paths_.build, "/overlay/"), text("labs/", lab_.folder, "/")})
    for (const char* after : {"/", "="})
      replace_all(command, text(before, "scratch", after), text(before, slot, after));
  return command;
}

std::vector<std::string> BuildCommands::objects_of(const std::string& program) const {
  std::vector<std::string> objects;
  for_each_word(link_.at(program), [&](const std::string& word) {
    if (compile_.contains(word)) objects.push_back(word);
  });
  return objects;
}

std::string BuildCommands::compile(const std::string& object, Slot slot, const std::string& output,
                                   const std::string& headers) const {
  std::string command = compile_.at(object).command;
  replace_all(command, object, output);
  command = in_slot(std::move(command), slot);
  const size_t flags = command.find(" -I");  // before ours: there a header's precompiled form is found first
  if (!headers.empty()) command.insert(flags, text(" -I", headers));
  return command;
}

std::string BuildCommands::precompile(const std::string& object, const std::string& header,
                                      const std::string& headers) const {
  std::string command = compile_.at(object).command;
  command.erase(0, command.find(" -- ") + 4);  // without the script around the compiler
  command.erase(command.find(" -MD "));
  return text(command, " -w -x c++-header -o ", headers, "/", header, ".gch -c ", paths_.root, "/", header);
}

std::string BuildCommands::link(const std::string& program, Slot slot,
                                const std::map<std::string, std::string>& instead, const std::string& flags) const {
  std::string command;
  for_each_word(link_.at(program), [&](const std::string& word) {
    if (word == "-o") command += flags;
    const auto other = instead.find(word);
    command += (other == instead.end() ? word : other->second) + " ";
  });
  return in_slot(std::move(command), slot);
}

std::set<std::string> BuildCommands::own_inputs() const {
  std::set<std::string> inputs;
  for (const auto& [program, command] : link_)
    for_each_word(command, [&](const std::string& word) {
      const bool input = word.ends_with(".o") || word.ends_with(".a");
      const bool of_lab = compile_.contains(word) || word.starts_with(text("labs/", lab_.folder, "/lib"));
      if (input && word[0] != '/' && !of_lab) inputs.insert(word);
    });
  return inputs;
}

std::string BuildCommands::all() const {
  std::string out;
  for (const auto& [object, compile] : compile_) out += compile.command + "\n";
  for (const auto& [program, command] : link_) out += command + "\n";
  return out;
}

}  // namespace llmsys
