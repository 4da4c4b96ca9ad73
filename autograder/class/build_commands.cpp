#include "autograder/class/build_commands.h"

#include <sstream>

#include "autograder/cli/lab_targets.h"
#include "autograder/cli/process.h"
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

BuildCommands::BuildCommands(const Paths& paths, const LabManifest& lab) : paths_(paths), lab_(lab) {
  std::vector<std::string> ask = {"ninja", "-C", paths.build, "-t", "commands"};
  for (const Task& task : lab.tasks) ask.push_back(program_target(lab, Slot::scratch, "worker", task));
  const Captured commands = capture(ask);
  LLMSYS_CHECK(IoError, commands.code == 0, "ninja does not know how to build ", lab.id(), ":\n", commands.text);
  std::istringstream lines(commands.text);
  for (std::string line; std::getline(lines, line);) {
    const std::string output = output_of(line);
    for (const Task& task : lab.tasks) {
      if (output == program_path(lab, Slot::scratch, "worker", task)) link_[task.id] = line;
      const std::string source = text("/overlay/scratch/", lab.folder, "/", task.file);
      if (!task.file.empty() && line.ends_with(source)) compile_[task.file] = line, object_[task.file] = output;
    }
  }
  for (const Task& task : lab.tasks)
    LLMSYS_CHECK(IoError, link_.contains(task.id) && (task.file.empty() || compile_.contains(task.file)),
                 "ninja has no command for task ", task.id, ": is the build folder complete? ./lab grade ", lab.number,
                 " --solution makes it so");
}

std::string BuildCommands::in_slot(std::string command, Slot slot) const {
  for (const std::string& before : {text(paths_.build, "/overlay/"), text("labs/", lab_.folder, "/")})
    for (const char* after : {"/", "="})
      replace_all(command, text(before, "scratch", after), text(before, slot, after));
  return command;
}

std::string BuildCommands::compile(const std::string& file, Slot slot, const std::string& object,
                                   const std::string& headers) const {
  std::string command = compile_.at(file);
  replace_all(command, object_.at(file), object);
  command = in_slot(std::move(command), slot);
  const size_t flags = command.find(" -I");  // before ours: there a header's precompiled form is found first
  if (!headers.empty()) command.insert(flags, text(" -I", headers));
  return command;
}

std::string BuildCommands::precompile(const std::string& file, const std::string& header,
                                      const std::string& headers) const {
  std::string command = compile_.at(file);
  command.erase(0, command.find(" -- ") + 4);  // without the script around the compiler
  const size_t output = command.find(" -MD ");
  command.erase(output == std::string::npos ? command.find(" -o ") : output);
  return text(command, " -w -x c++-header -o ", headers, "/", header, ".gch -c ", paths_.root, "/", header);
}

std::string BuildCommands::link(const std::string& task, Slot slot, const std::map<std::string, std::string>& instead,
                                const std::string& flags) const {
  std::string command;
  for_each_word(link_.at(task), [&](const std::string& word) {
    if (word == "-o") command += flags;
    const auto other = instead.find(word);
    command += (other == instead.end() ? word : other->second) + " ";
  });
  return in_slot(std::move(command), slot);
}

std::set<std::string> BuildCommands::own_inputs() const {
  std::set<std::string> inputs;
  for (const auto& [task, command] : link_)
    for_each_word(command, [&](const std::string& word) {
      const bool input = word.ends_with(".o") || word.ends_with(".a");
      if (input && word[0] != '/' && !word.starts_with(text("labs/", lab_.folder, "/lib"))) inputs.insert(word);
    });
  for (const auto& [file, object] : object_) inputs.erase(object);
  return inputs;
}

std::vector<std::string> BuildCommands::files_of(const std::string& task) const {
  std::vector<std::string> files;
  for (const auto& [file, object] : object_)
    if (link_.at(task).find(object) != std::string::npos) files.push_back(file);
  return files;
}

std::string BuildCommands::all() const {
  std::string out;
  for (const auto* commands : {&compile_, &link_})
    for (const auto& [name, command] : *commands) out += command + "\n";
  return out;
}

}  // namespace llmsys
