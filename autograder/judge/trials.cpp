#include "autograder/judge/trials.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace llmsys {
namespace {

// A test, and what is known of it by now.
struct Candidate {
  const LabTest* test;
  double seconds;  // that the solution took
  int kills = 0;
  [[nodiscard]] double worth() const { return (kills + 1) / (seconds + 0.01); }  // 10 ms: the start of a worker
};

// Processor time decides, so that a loaded machine kills no mutant; a program that waits for ever is ended by the clock.
Limits limits_for(const Candidate& candidate, Limits limits) {
  constexpr double kSlower = 8;
  limits.cpu_seconds = 1 + static_cast<int>(std::ceil(kSlower * candidate.seconds));
  limits.wall_seconds = 5 + 4.0 * limits.cpu_seconds;
  return limits;
}

// Timed tests have workers of their own, which hold no mutants and whose answers nobody changes here.
std::vector<const LabTest*> untimed_tests(const LabManifest& lab, const RunOptions& options) {
  std::vector<const LabTest*> tests = selected_tests(lab, options);
  std::erase_if(tests, [&](const LabTest* test) { return is_timed(lab, *test); });
  return tests;
}

class MutantTrial {
 public:
  MutantTrial(const LabManifest& lab, const RunOptions& options) : lab_(lab), options_(options) {}

  // Which tests there are, and how long they take.
  void run_solution(const std::function<void(const MutantResult&)>& report) {
    for (const LabTest* test : untimed_tests(lab_, options_)) {
      const CaseResult result = run_test(lab_, *test, options_);
      if (result.status == Status::pass) candidates_.push_back({test, result.seconds});
      report({0, result, result.seconds});
    }
  }

  MutantResult run(int mutant) {
    MutantResult out{mutant, {}, 0};
    for (const size_t i : in_order()) {
      const Candidate candidate = at(i);
      RunOptions options = options_;
      options.limits = limits_for(candidate, options_.limits);
      options.limits.mutant = mutant;
      out.killer = run_test(lab_, *candidate.test, options);
      out.seconds += out.killer.seconds;
      if (out.killer.status == Status::pass || out.killer.status == Status::not_graded) continue;
      const std::lock_guard lock(mutex_);
      ++candidates_[i].kills;
      break;
    }
    return out;
  }

 private:
  Candidate at(size_t i) {
    const std::lock_guard lock(mutex_);
    return candidates_[i];
  }

  std::vector<size_t> in_order() {
    const std::lock_guard lock(mutex_);
    std::vector<size_t> order;
    for (size_t i = 0; i < candidates_.size(); ++i) order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return candidates_[a].worth() > candidates_[b].worth(); });
    return order;
  }

  const LabManifest& lab_;
  const RunOptions& options_;
  std::mutex mutex_;
  std::vector<Candidate> candidates_;
};

}  // namespace

void run_mutants(const LabManifest& lab, const RunOptions& options, const std::vector<int>& mutants,
                 const std::function<void(const MutantResult&)>& report) {
  MutantTrial trial(lab, options);
  trial.run_solution(report);
  std::mutex reporting;
  on_threads(options.jobs, mutants.size(), [&](size_t i) {
    const MutantResult result = trial.run(mutants[i]);
    const std::lock_guard lock(reporting);
    report(result);
  });
}

void run_corrupted(const LabManifest& lab, const RunOptions& options,
                   const std::function<void(Corruption, const CaseResult&)>& report) {
  const std::vector<const LabTest*> tests = untimed_tests(lab, options);
  const std::vector<Corruption>& corruptions = all_corruptions();
  std::mutex reporting;
  on_threads(options.jobs, tests.size() * corruptions.size(), [&](size_t i) {
    RunOptions changed = options;
    changed.corruption = corruptions[i % corruptions.size()];
    const CaseResult result = run_test(lab, *tests[i / corruptions.size()], changed);
    const std::lock_guard lock(reporting);
    report(changed.corruption, result);
  });
}

}  // namespace llmsys
