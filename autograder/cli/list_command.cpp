#include <cstdio>

#include "autograder/cli/commands.h"
#include "autograder/manifest/manifest.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

void print_lab(const LabManifest& lab) {
  std::printf("%s  %s  (about %s h, %d points)\n", lab.folder.c_str(), lab.title.c_str(), to_text(lab.hours).c_str(),
              lab.points());
  if (!lab.requires_.empty()) std::printf("    needs %s\n", join(lab.requires_, ", ").c_str());
  for (const Task& task : lab.tasks) {
    std::printf("    %-6s %3d  %s%s%s\n", task.id.c_str(), task.points(), task.title.c_str(),
                task.file.empty() ? "" : "  ", task.file.c_str());
  }
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
  for (const LabManifest& lab : labs) print_lab(lab);
  return 0;
}

}  // namespace llmsys
