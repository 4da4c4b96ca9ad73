#include "autograder/attacks/attack.h"

#include <algorithm>
#include <filesystem>

#include "autograder/cli/paths.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kPageHead = R"(# Attacks that the grader holds off

Each file of `autograder/attacks/` is something a student could hand in. `./lab test attacks` compiles them all and grades each
in a sandbox, at the levels L1 and L2, as root and as an ordinary user, *with the policy for task files put aside*: so what the
sandbox and the judge hold off is known by itself. It checks that no attack earns a point, that the judge goes on and reports on
every test in bounded time and memory, that no process and no file is left, and that nothing that lies on the machine shows in
what is printed. Attacks that only the policy is in the way of are not run; they are refused.

A new attack is a file with comments at its head like the others'; this page is made of those. Attacks as archives and on
times are listed in `autograder/attacks/elsewhere.txt`, with the tests that hold them off; those on the sandbox itself are what
`./lab doctor --sandbox` prints.
)";

constexpr std::string_view kPageEnd = R"(
## What is not held off

- Counters are taken in the process that the student's code runs in. The policy refuses the ways into it that we know; code that
  computes an address inside of the tracer and writes there is not found. No wall inside of that process would help, whether a
  checksum, a copy or a page that cannot be written: whoever computes where a counter lies can compute where its key or
  mprotect() lies. Kernels in a process of their own would help, and no longer be CUDA: a launch would be a message, and a
  pointer to the device no pointer. Right answers cannot be forged; counter points can, by whoever goes that far, and the
  source shows it.
- A kernel for show: a program that copies to the host with cudaMemcpy(), computes there, copies back and launches a kernel that
  touches what the right one would touch has its counters. The same holds of library functions that read memory unseen.
- Inline functions of the standard library and of the framework may be defined in any file, so one that is defined otherwise
  under the same name (an explicit specialisation) is not told from an ordinary copy.
- Mistakes of the kernel and of a GPU's driver.
)";

std::string head_value(const std::string& code, const std::string& key) {
  const std::string line = text("\n// ", key, ": "), whole = "\n" + code;
  const size_t at = whole.find(line);
  if (at == std::string::npos) return "";
  const size_t begin = at + line.size();
  return whole.substr(begin, whole.find('\n', begin) - begin);
}

Place place_from(const std::string& word, const std::string& path) {
  if (word.empty()) return Place::call;
  if (word == "solution") return Place::solution;
  if (word == "file") return Place::file;
  LLMSYS_CHECK(ValueError, word == "whole", path, ": there is no place ", word);
  return Place::whole;
}

Attack read_attack(const fs::path& path, const std::string& kind) {
  Attack attack;
  attack.name = path.stem();
  attack.kind = kind;
  attack.code = read_text_file(path);
  attack.tries = head_value(attack.code, "Tries");
  attack.held_by = head_value(attack.code, "Held by");
  const std::string policy = head_value(attack.code, "Policy"), test = head_value(attack.code, "Task");
  LLMSYS_CHECK(ValueError, !attack.tries.empty() && !attack.held_by.empty() && !policy.empty(), path.string(),
               " must begin with the comments Tries, Held by and Policy");
  LLMSYS_CHECK(ValueError, policy == "refuses" || policy == "lets pass", path.string(),
               ": the policy refuses or lets pass");
  if (const std::string kit = head_value(attack.code, "Kit"); !kit.empty())
    attack.code = read_text_file(path.parent_path().parent_path() / "kit" / kit) + "\n" + attack.code;
  attack.refused = policy == "refuses";
  attack.place = place_from(head_value(attack.code, "Place"), path);
  attack.lab = head_value(attack.code, "Lab");
  if (attack.lab.empty()) attack.lab = "00_warm_up";
  attack.task = test.substr(0, test.find(':'));
  attack.rung = test.empty() ? "" : test.substr(test.find(':') + 1);
  return attack;
}

// `inserted` before each `where`, or behind the line that begins with it.
std::string inserted_at(std::string content, const std::string& where, const std::string& inserted, bool next_line) {
  size_t found = 0;
  for (size_t at = content.find(where); at != std::string::npos; at = content.find(where, at), ++found) {
    const size_t place = next_line ? content.find('\n', at) + 1 : at;
    content.insert(place, inserted);
    at = place + inserted.size() + (next_line ? 0 : where.size());
  }
  LLMSYS_CHECK(ValueError, found > 0, "a task file without ", where, " cannot call an attack");
  return content;
}

std::string with_words(std::string code, const std::map<std::string, std::string>& words) {
  for (const auto& [word, meaning] : words)
    for (size_t at = code.find(word); at != std::string::npos; at = code.find(word, at + meaning.size()))
      code.replace(at, word.size(), meaning);
  return code;
}

std::string heading_of(const std::string& kind) {
  return kind == "run" ? "## While it runs" : "## While it is compiled and linked";
}

}  // namespace

bool Attack::policy_alone() const { return held_by == "the object policy" || held_by == "the source policy"; }

std::vector<Attack> find_attacks(const std::string& folder) {
  std::vector<Attack> attacks;
  for (const char* kind : {"run", "compile"}) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(text(folder, "/", kind)))
      if (!entry.path().filename().string().starts_with('.')) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    for (const fs::path& path : paths) attacks.push_back(read_attack(path, kind));
  }
  return attacks;
}

std::vector<AttackHost> attack_hosts() {
  return {{"0.2", "example"}, {"0.3", "example"}, {"0.4", "counts"}, {"0.6", "example"}};
}

std::string attacked_file(const Attack& attack, const std::string& stub, const std::string& solution,
                          const std::map<std::string, std::string>& words) {
  const std::string code = with_words(attack.code, words);
  switch (attack.place) {
    case Place::call: return code + "\n" + inserted_at(stub, "throw NotImplemented(", "::attack();\n  ", false);
    case Place::solution: return code + "\n" + inserted_at(solution, "// BEGIN SOLUTION", "  ::attack();\n", true);
    case Place::file: return code + "\n" + stub;
    case Place::whole: return code;
  }
  return code;
}

std::string attack_page(const std::vector<Attack>& attacks, const std::string& elsewhere) {
  std::string page(kPageHead), kind;
  for (const Attack& attack : attacks) {
    if (attack.kind != kind) {
      kind = attack.kind;
      page += text("\n", heading_of(kind),
                   "\n\n| attack | what it tries | the policy | what holds it |\n|---|---|---|---|\n");
    }
    page += text("| `", attack.name, "` | ", attack.tries, " | ", attack.refused ? "refuses" : "lets pass", " | ",
                 attack.held_by, " |\n");
  }
  return page.append(elsewhere).append(kPageEnd);
}

}  // namespace llmsys
