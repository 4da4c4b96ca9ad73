#include "autograder/attacks/campaign.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <future>
#include <set>

#include "autograder/attacks/judge_run.h"
#include "autograder/attacks/surroundings.h"
#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/overlay.h"
#include "autograder/cli/stubs.h"
#include "autograder/manifest/manifest.h"
#include "autograder/policy/source_policy.h"
#include "autograder/sandbox/probe.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

// A few conversations, each with answers of 128 MiB and what is made of them.
constexpr int64_t kMostJudgeBytes = int64_t{1} << 30;
constexpr double kMostSeconds = 90;
constexpr Slot kSlots[] = {Slot::scratch, Slot::mutant0, Slot::mutant1, Slot::mutant2, Slot::mutant3};

// An attack and the test it meets.
struct Placed {
  const Attack* attack;
  std::string task, rung;
};
// Attacks that are compiled and graded together: of each slot one a task.
using Batch = std::map<Slot, std::vector<Placed>>;

bool holds_task(const std::vector<Placed>& placed, const std::string& task) {
  return std::any_of(placed.begin(), placed.end(), [&](const Placed& one) { return one.task == task; });
}

// Puts the attack where there is room for it.
bool place(const Attack& attack, Batch& batch) {
  std::vector<AttackHost> hosts = attack_hosts();
  if (!attack.task.empty()) hosts = {{attack.task, attack.rung}};
  for (const Slot slot : kSlots)
    for (const AttackHost& host : hosts)
      if (!holds_task(batch[slot], host.task)) {
        batch[slot].push_back({&attack, host.task, host.rung});
        return true;
      }
  return false;
}

// Those that wait until their time is over go together: they wait at the same time.
std::vector<Batch> batches_of(std::vector<Attack>& attacks) {
  std::stable_partition(attacks.begin(), attacks.end(), [](const Attack& attack) {
    return attack.held_by.find("limits of time") != std::string::npos;
  });
  std::vector<Batch> batches;
  for (const Attack& attack : attacks) {
    const bool placed = std::any_of(batches.begin(), batches.end(), [&](Batch& batch) { return place(attack, batch); });
    if (!placed) place(attack, batches.emplace_back());
  }
  return batches;
}

std::set<std::string> names_of(const std::vector<std::string>& list) { return {list.begin(), list.end()}; }

class Campaign {
 public:
  explicit Campaign(const Paths& paths)
      : paths_(paths),
        lab_(read_manifest(paths.root + "/labs/00_warm_up/lab.json")),
        surroundings_(paths),
        best_(probe_sandbox().best) {
    for (const bool as_nobody : {false, true})
      for (const SandboxLevel level : {SandboxLevel::l1, SandboxLevel::l2}) {
        const Setting setting{level, as_nobody};
        const std::string reason = why_not(setting);
        if (reason.empty())
          settings_.push_back(setting);
        else
          skip(text(setting.name(), ": ", reason));
      }
  }

  void run(const Batch& batch) {
    build(batch);
    for (const auto& [slot, placed] : batch)
      for (const Placed& one : placed) check_policy(one, slot);
    check(surroundings_.damage(), "compiling");
    for (const Setting& setting : settings_) grade(batch, setting);
  }

  bool finish() const {
    std::printf("the judge had at most %.0f MiB\n", static_cast<double>(most_bytes_) / (1 << 20));
    std::printf("%d passed, %d failed, %d skipped\n", passed_, failed_, skipped_);
    return failed_ == 0;
  }

 private:
  [[nodiscard]] std::string solution(const Task& task) const {
    return read_text_file(text(paths_.root, "/solutions/", lab_.folder, "/", task.file));
  }

  // A folder as a student hands it in: solutions, and attacks in their places.
  std::string submission(Slot slot, const std::vector<Placed>& placed) const {
    const std::string folder = text(paths_.build, "/attacks/", slot);
    fs::create_directories(folder);
    for (const Task& task : lab_.tasks)
      if (!task.file.empty()) write_if_changed(folder + "/" + task.file, solution(task));
    for (const Placed& one : placed) {
      const Task& task = *lab_.find(one.task);
      const std::string stub = make_stub(solution(task), lab_.id(), task.file);
      write_if_changed(folder + "/" + task.file,
                       attacked_file(*one.attack, stub, solution(task), surroundings_.words()));
    }
    return folder;
  }

  void build(const Batch& batch) {
    const BuildLock lock(paths_);
    std::map<std::string, std::string> programs;
    std::set<std::string> ours;
    for (const auto& [slot, placed] : batch) {
      prepare_overlay(paths_, lab_, submission(slot, placed), slot, false);
      for (const Placed& one : placed) {
        const Task& task = *lab_.find(one.task);
        const std::vector<std::string> only = {one.task + ":" + one.rung};
        programs.merge(worker_programs(lab_, slot, task, only));
        ours.merge(names_of(own_targets(lab_, only)));
      }
    }
    unlinked_ = build_programs(paths_, {ours.begin(), ours.end()}, programs, best_);
    refused_.clear();
    for (const auto& [slot, placed] : batch) refused_[slot] = take_out_objects(paths_, lab_, slot);
  }

  // The policy's verdict is the one that the attack's head tells; what the compiler says tells nothing else.
  void check_policy(const Placed& one, Slot slot) {
    const Task& task = *lab_.find(one.task);
    const std::string file = read_text_file(text(paths_.build, "/attacks/", slot, "/", task.file));
    const CompileOutcome compiled = compile_outcome(paths_, lab_, task, slot);
    const bool unlinked = unlinked_.contains(program_path(lab_, slot, "worker", task));
    const bool refused = !check_source(file, task.file).empty() || refused_[slot].contains(task.id);
    const bool moot = one.attack->refused && (compiled.failed || unlinked);
    check(refused == one.attack->refused || moot, *one.attack,
          refused ? "the policy refuses it" : "the policy lets it pass");
    check(!surroundings_.tells_too_much(compiled.log), *one.attack, "the compiler said: " + compiled.log);
  }

  // All slots at once, each with a judge of its own: most attacks wait for something.
  void grade(const Batch& batch, const Setting& setting) {
    std::map<Slot, std::future<JudgeRun>> runs;
    for (const auto& [slot, placed] : batch)
      runs[slot] = std::async(std::launch::async, [this, &setting, slot = slot, &placed = placed] {
        return run_judge_at(setting, judge_arguments(slot, placed), surroundings_.canary());
      });
    for (const auto& [slot, placed] : batch) check_run(runs[slot].get(), setting, slot, placed);
    check(surroundings_.damage(), setting.name());
  }

  [[nodiscard]] bool is_run(const Placed& one, Slot slot) const {
    return !one.attack->policy_alone() && !unlinked_.contains(program_path(lab_, slot, "worker", *lab_.find(one.task)));
  }

  [[nodiscard]] std::vector<std::string> judge_arguments(Slot slot, const std::vector<Placed>& placed) const {
    const std::string build = text(paths_.build, "/labs/", lab_.folder);
    std::vector<std::string> words = {build + "/judge",
                                      text(paths_.root, "/labs/", lab_.folder, "/lab.json"),
                                      text(build, "/", slot),
                                      "7",
                                      "--only",
                                      "none"};
    for (const Placed& one : placed)
      if (is_run(one, slot)) words.insert(words.end(), {"--only", one.task + ":" + one.rung});
    return words;
  }

  void check_run(const JudgeRun& run, const Setting& setting, Slot slot, const std::vector<Placed>& placed) {
    most_bytes_ = std::max(most_bytes_, run.resident_bytes);
    for (const Placed& one : placed) {
      if (!is_run(one, slot)) continue;
      const auto found = run.outcomes.find(one.task);
      const std::string at = setting.name() + ": ";
      check(found != run.outcomes.end(), *one.attack, at + "the judge does not report on its test");
      if (found == run.outcomes.end()) continue;
      const AttackOutcome& outcome = found->second;
      check(outcome.score == 0 || one.attack->place == Place::solution, *one.attack,
            at + "it earns points: " + outcome.said);
      check(outcome.status != "INTERNAL", *one.attack, at + "the grader failed: " + outcome.said);
      check(!surroundings_.tells_too_much(outcome.said), *one.attack, at + "it got through: " + outcome.said);
    }
    const std::string who = text(setting.name(), ", slot ", slot);
    check(run.exit_code == 0 || run.exit_code == 1, who, text("the judge ended with ", run.exit_code));
    check(run.seconds <= kMostSeconds, who, text("it took ", run.seconds, " s"));
    check(run.resident_bytes <= kMostJudgeBytes, who, text("the judge took ", run.resident_bytes, " bytes"));
  }

  void check(bool holds, const std::string& who, const std::string& otherwise) {
    ++(holds ? passed_ : failed_);
    if (!holds) std::printf("FAILED: %s: %.2000s\n", who.c_str(), otherwise.c_str());
    std::fflush(stdout);
  }
  void check(bool holds, const Attack& attack, const std::string& otherwise) {
    check(holds, text(attack.kind, "/", attack.name), otherwise);
  }
  void check(const std::vector<std::string>& damage, const std::string& who) {
    check(damage.empty(), who, join(damage, "; "));
  }
  void skip(const std::string& why) {
    ++skipped_;
    std::printf("NOT GRADED: %s\n", why.c_str());
  }

  Paths paths_;
  LabManifest lab_;
  Surroundings surroundings_;
  SandboxLevel best_;
  std::vector<Setting> settings_;
  std::map<std::string, std::string> unlinked_;                 // what the linker said, by program
  std::map<Slot, std::map<std::string, std::string>> refused_;  // what the policy said of objects, by task
  int passed_ = 0, failed_ = 0, skipped_ = 0;
  int64_t most_bytes_ = 0;
};

}  // namespace

bool run_campaign(const Paths& paths, std::vector<Attack> attacks) {
  Campaign campaign(paths);
  const std::vector<Batch> batches = batches_of(attacks);
  ProgressBar bar("attacks", static_cast<int64_t>(batches.size()));
  for (size_t i = 0; i < batches.size(); ++i) {
    campaign.run(batches[i]);
    bar.update(static_cast<int64_t>(i) + 1);
  }
  return campaign.finish();
}

}  // namespace llmsys
