#include "autograder/mutants/table.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>

#include "framework/base/error.h"

namespace llmsys::mutants {
namespace {

struct Counts {
  std::array<int, 6> of_fate{};
  int skipped = 0;

  [[nodiscard]] int operator[](Fate fate) const { return of_fate[static_cast<size_t>(fate)]; }
  void add(const Counts& other) {
    for (size_t i = 0; i < of_fate.size(); ++i) of_fate[i] += other.of_fate[i];
    skipped += other.skipped;
  }
};

std::string row(const std::string& name, const Counts& counts) {
  int generated = counts.skipped;
  for (const int count : counts.of_fate) generated += count;
  const int killed = counts[Fate::killed] + counts[Fate::timeout], real = killed + counts[Fate::survived];
  char line[160];
  std::snprintf(line, sizeof line, "%-12s %9d %8d %13d %11d %7d %8d %9d %7.1f%%\n", name.c_str(), generated,
                counts.skipped, counts[Fate::no_program], counts[Fate::equivalent], counts[Fate::killed],
                counts[Fate::timeout], counts[Fate::survived], real == 0 ? 100.0 : 100.0 * killed / real);
  return line;
}

std::string problem_of(const LabManifest& lab, const FilePopulation& file, const Diff& diff) {
  return text("solutions/", lab.folder, "/", file.task->file, ":", diff.line, " survived\n  - ", diff.before, "\n  + ",
              diff.after);
}

}  // namespace

std::string fate_table(const std::vector<FilePopulation>& files) {
  std::map<std::string, Counts> rows;
  for (const FilePopulation& file : files) {
    for (const Generated& mutant : file.mutants)
      ++rows[file.change_of(mutant).kind].of_fate[static_cast<size_t>(mutant.fate)];
    for (const auto& [kind, count] : file.changes.skipped) rows[kind].skipped += count;
  }
  std::string out = "change       generated  skipped  not compiling  equivalent  killed  timeout  survived  killed\n";
  Counts all;
  for (const std::string& kind : kinds()) {
    out += row(kind, rows[kind]);
    all.add(rows[kind]);
  }
  return out + row("all", all);
}

std::string killer_table(const std::vector<FilePopulation>& files) {
  std::string out;
  for (const FilePopulation& file : files) {
    std::map<std::string, int> kills;
    for (const Generated& mutant : file.mutants)
      if (mutant.fate == Fate::killed || mutant.fate == Fate::timeout) ++kills[mutant.rung];
    std::vector<std::string> words;
    for (const Rung& rung : file.task->rungs)
      if (kills[rung.name] > 0) words.push_back(text(rung.name, " ", kills[rung.name]));
    out += text("task ", file.task->id, " killed by: ", join(words, ", "), "\n");
  }
  return out;
}

std::vector<std::string> survivor_problems(const LabManifest& lab, const std::vector<FilePopulation>& files,
                                           const std::vector<ListedSurvivor>& listed, bool whole) {
  std::vector<std::string> problems;
  std::vector<bool> met(listed.size(), false), survived(listed.size(), false);
  for (const FilePopulation& file : files)
    for (const Generated& mutant : file.mutants) {
      const Diff diff = diff_of(file.source->content(), file.change_of(mutant));
      bool known = false;
      for (size_t i = 0; i < listed.size(); ++i) {
        if (!listed[i].is(file.task->file, diff)) continue;
        met[i] = known = true;
        survived[i] = survived[i] || mutant.fate == Fate::survived;
      }
      if (mutant.fate == Fate::survived && !known) problems.push_back(problem_of(lab, file, diff));
    }
  for (size_t i = 0; i < listed.size(); ++i) {
    const std::string where = text("autograder/", lab.folder, "/survivors.txt:", listed[i].line, ": ", listed[i].file);
    if (met[i] && !survived[i])
      problems.push_back(where + " lists a mutant that does not survive any more: take it out");
    if (whole && !met[i]) problems.push_back(where + " lists a mutant that is not generated: has the line changed?");
  }
  return problems;
}

}  // namespace llmsys::mutants
