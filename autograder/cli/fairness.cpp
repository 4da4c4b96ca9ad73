// `./lab bench fairness`: is a grade the same each time? One submission is graded again and again while every core is busy with
// something else.
#include "autograder/cli/fairness.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <map>

#include "autograder/cli/grade.h"
#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {

constexpr int kPerCore = 2;

// Processes that do nothing but compute, until the scope ends.
class Load {
 public:
  explicit Load(int processes) {
    for (int i = 0; i < processes; ++i) {
      const pid_t child = fork();
      if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (volatile bool forever = true; forever;) continue;
      }
      if (child > 0) children_.push_back(child);
    }
  }
  ~Load() {
    for (const pid_t child : children_) kill(child, SIGKILL);
    for (const pid_t child : children_) waitpid(child, nullptr, 0);
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

 private:
  std::vector<pid_t> children_;
};

// What twenty gradings said of the same thing.
struct Range {
  double least = 1e300, most = -1e300;
  void add(double value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  // Of the middle, from end to end.
  [[nodiscard]] double spread() const { return most == least ? 0 : 2 * (most - least) / (most + least); }
};

bool is_timed(const LabManifest& lab, const TestReport& test) {
  const auto& rungs = lab.find(test.task)->rungs;
  return std::any_of(rungs.begin(), rungs.end(),
                     [&](const Rung& rung) { return rung.name == test.rung && rung.timed; });
}

struct Ranges {
  Range untimed, timed;
  std::map<std::string, Range> ratios;

  void add(const GradeReport& report) {
    double untimed_points = 0, timed_points = 0;
    for (const TestReport& test : report.tests) {
      (is_timed(report.lab, test) ? timed_points : untimed_points) += test.points;
      for (const Timing& timing : test.timings) ratios[test.task + ":" + test.rung].add(timing.ratio);
    }
    untimed.add(untimed_points);
    timed.add(timed_points);
  }
};

void print_row(const std::string& what, const Range& range) {
  std::printf("%-28s %10.3g %10.3g %9.1f %%\n", what.c_str(), range.least, range.most, 100 * range.spread());
}

int verdict(const Ranges& found) {
  std::printf("\n%-28s %10s %10s %11s\n", "", "least", "most", "spread");
  print_row("points but for time", found.untimed);
  print_row("points for time", found.timed);
  for (const auto& [rung, range] : found.ratios) print_row("time of " + rung, range);
  const bool fair = found.untimed.spread() == 0 && found.timed.spread() <= 0.05;
  std::printf("%s\n", fair ? "the same grade each time" : "NOT the same grade each time");
  return fair ? 0 : 1;
}

}  // namespace

int bench_fairness(const Paths& paths, const FairnessBench& bench) {
  LLMSYS_CHECK(ValueError, bench.times > 0, "--times must be above 0, got ", bench.times);
  const LabManifest lab = lab_named(paths, bench.lab);
  GradeOptions options;
  options.folder = bench.from.empty() ? text(paths.root, "/solutions/", lab.folder) : bench.from;
  LLMSYS_CHECK(ValueError, std::filesystem::is_directory(options.folder), "--from: there is no folder ",
               options.folder);
  options.slot = Slot::scratch;
  options.only = bench.tasks;
  options.seed = fresh_seed();  // one for all, as in a round of an assignment
  grade(paths, lab, options);   // builds
  const int processes = kPerCore * available_cores();
  std::printf("lab %s, graded %d times beside %d busy processes on %d cores, seed %llu\n", lab.folder.c_str(),
              bench.times, processes, available_cores(), static_cast<unsigned long long>(options.seed));
  std::fflush(stdout);
  const Load load(processes);
  Ranges found;
  ProgressBar bar("gradings", bench.times);
  for (int i = 0; i < bench.times; ++i) {
    found.add(grade(paths, lab, options));
    bar.update(i + 1);
  }
  return verdict(found);
}

}  // namespace llmsys
