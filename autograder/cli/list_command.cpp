#include <algorithm>
#include <cstdio>

#include "autograder/cli/commands.h"
#include "autograder/cli/terminal.h"
#include "autograder/manifest/manifest.h"
#include "autograder/report/history.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr int kBar = 20;  // characters

// "[########............]"; full only where nothing is missing.
std::string bar(int earned, int possible) {
  const int filled = possible == 0 ? 0 : kBar * earned / possible;
  return text("[", std::string(static_cast<size_t>(filled), '#'), std::string(static_cast<size_t>(kBar - filled), '.'),
              "]");
}

// "2026-11-22T23:50:01Z" -> "2026-11-22 23:50 UTC".
std::string readable(std::string time) {
  if (time.size() < 16) return time;
  time[10] = ' ';
  return time.substr(0, 16) + " UTC";
}

std::string painted(const std::string& words, const char* code) {
  return color_wanted() ? text("\x1b[", code, "m", words, "\x1b[0m") : words;
}

// Points of the last results, for tasks that were graded here.
int earned_in(const LabManifest& lab, const Progress& progress) {
  int sum = 0;
  for (const Task& task : lab.tasks) sum += progress.of_task(task.id).earned;
  return sum;
}

std::string state_of(const Task& task, const Progress& progress) {
  const auto best = progress.best.find(task.id);
  if (best == progress.best.end()) return text("  -/", task.points());
  const int now = progress.of_task(task.id).earned;
  const auto hint = progress.hints.find(task.id);
  const std::string digits = text(now);
  return text(std::string(3 - std::min<size_t>(3, digits.size()), ' '), digits, "/", task.points(),
              best->second > now ? text(", best ", best->second) : "",
              hint == progress.hints.end() ? "" : text(", hint ", hint->second));
}

void print_task(const Task& task, const Progress& progress) {
  std::string state = state_of(task, progress);
  state.resize(std::max<size_t>(state.size() + 2, 10), ' ');
  std::printf("    %-6s %s%s%s%s\n", task.id.c_str(), state.c_str(), task.title.c_str(), task.file.empty() ? "" : "  ",
              task.file.c_str());
}

void print_lab(const LabManifest& lab, const Progress& progress) {
  std::printf("%s  %s  (about %s h, %d points)\n", lab.folder.c_str(), painted(lab.title, "1").c_str(),
              to_text(lab.hours).c_str(), lab.points());
  if (!lab.requires_.empty()) std::printf("    needs %s\n", join(lab.requires_, ", ").c_str());
  if (progress.runs > 0) {
    const int earned = earned_in(lab, progress);
    std::printf("    %s %d of %d points; %d run%s, last %s\n", painted(bar(earned, lab.points()), "32").c_str(), earned,
                lab.points(), progress.runs, progress.runs == 1 ? "" : "s", readable(progress.time).c_str());
  }
  for (const Task& task : lab.tasks) print_task(task, progress);
}

// Graphviz: an arrow from each lab to those it builds on.
void print_graph(const std::vector<LabManifest>& labs) {
  std::puts("digraph labs {\n  rankdir=BT; node [shape=box];");
  for (const LabManifest& lab : labs) {
    std::printf("  \"%s\";\n", lab.folder.c_str());
    for (const std::string& needed : lab.requires_)
      std::printf("  \"%s\" -> \"%s\";\n", lab.folder.c_str(), needed.c_str());
  }
  std::puts("}");
}

}  // namespace

int list_command(const Paths& paths, bool graph) {
  const std::vector<LabManifest> labs = find_labs(paths.root);
  if (graph) {
    print_graph(labs);
    return 0;
  }
  for (const LabManifest& lab : labs)
    print_lab(lab, progress_of(read_history(text(paths.build, "/history/", lab.id(), ".jsonl")), lab));
  return 0;
}

}  // namespace llmsys
