#include "autograder/mutants/campaign.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/overlay.h"
#include "autograder/cli/process.h"
#include "autograder/mutants/compiler.h"
#include "autograder/report/status.h"
#include "framework/base/context.h"
#include "framework/base/error.h"

namespace llmsys::mutants {
namespace {

using Json = nlohmann::json;

constexpr Slot kSlot = Slot::mutant0;  // shared with planted mutants: both hold the build's lock

std::vector<int> numbers_of(const FilePopulation& file, Fate fate) {
  std::vector<int> out;
  for (const Generated& mutant : file.mutants)
    if (mutant.fate == fate) out.push_back(mutant.number);
  return out;
}

// Calls `work` with 0 to `count` - 1, several at a time: each call is one run of the compiler.
void in_parallel(size_t count, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next{0};
  std::exception_ptr problem;
  std::mutex mutex;
  const auto take = [&] {
    for (size_t i = next++; i < count; i = next++) try {
        work(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        problem = std::current_exception();
      }
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < available_cores(); ++i) threads.emplace_back(take);
  }
  if (problem) std::rethrow_exception(problem);
}

class Campaign {
 public:
  Campaign(const Paths& paths, const LabManifest& lab, std::vector<FilePopulation>& files, uint64_t seed,
           const CampaignReports& reports)
      : paths_(paths), lab_(lab), seed_(seed), reports_(reports) {
    for (FilePopulation& file : files)
      if (!numbers_of(file, Fate::waiting).empty()) files_.push_back(&file);
  }

  void run() {
    const BuildLock lock(paths_);
    prepare_overlay(paths_, lab_, text(paths_.root, "/solutions/", lab_.folder), kSlot);
    std::mutex mutex;
    int done = 0;
    in_parallel(files_.size(), [&](size_t i) {
      write_schemata(*files_[i]);
      const std::lock_guard guard(mutex);
      reports_.progress("compiling", ++done, static_cast<int>(files_.size()));
    });
    build();
    for (FilePopulation* file : files_) {
      judge(*file);
      find_equivalent(*file);
      reports_.finished(*file);
    }
  }

 private:
  [[nodiscard]] std::string overlay_of(const FilePopulation& file) const {
    return text(paths_.build, "/overlay/", kSlot, "/", lab_.folder, "/", file.task->file);
  }

  void write_schemata(FilePopulation& file) const {
    const Compiler compiler(paths_, overlay_of(file));
    const std::vector<int> good = compiler.compiling(*file.source, file.changes.all, numbers_of(file, Fate::waiting));
    const std::set<int> compiles(good.begin(), good.end());
    for (Generated& mutant : file.mutants)
      if (!compiles.contains(mutant.number)) mutant.fate = Fate::no_program;
    write_if_changed(overlay_of(file), schemata_of(*file.source, file.changes.all, good).text);
  }

  void build() const {
    std::map<std::string, std::string> programs;
    std::set<std::string> ours = {text(lab_.id(), "_judge")};
    for (const FilePopulation* file : files_) {
      programs[program_path(lab_, kSlot, "worker", *file->task)] = program_target(lab_, kSlot, "worker", *file->task);
      ours.insert(text(lab_.id(), "_", lab_.reference_worker(*file->task)));
    }
    const auto failures = build_programs(paths_, {ours.begin(), ours.end()}, programs);
    for (const auto& [path, words] : failures) throw IoError(text(path, " does not link:\n", words));
    for (const FilePopulation* file : files_) {
      const CompileOutcome outcome = compile_outcome(paths_, lab_, *file->task, kSlot);
      LLMSYS_CHECK(IoError, !outcome.failed, "the mutants of ", file->task->file, " do not compile:\n",
                   outcome.log.substr(0, 2000));
    }
  }

  void judge(FilePopulation& file) const {
    const std::vector<int> mutants = numbers_of(file, Fate::waiting);
    if (mutants.empty()) return;
    const std::string build = text(paths_.build, "/labs/", lab_.folder);
    const std::string manifest = text(paths_.root, "/labs/", lab_.folder, "/lab.json");
    int done = 0;
    const std::vector<std::string> command = {build + "/judge", manifest,     text(build, "/", kSlot),
                                              text(seed_),      "--mutants",  join(mutants, ","),
                                              "--only",         file.task->id};
    const int code = run_process(command, {}, [&](std::string_view line) {
      const Json json = Json::parse(line, nullptr, false);
      LLMSYS_CHECK(IoError, json.is_object(), "the judge printed: ", line);
      if (take(file, json)) reports_.progress("task " + file.task->id, ++done, static_cast<int>(mutants.size()));
    });
    LLMSYS_CHECK(IoError, code == 0, "the judge failed with exit code ", code, " (see above)");
  }

  // False if the line is about the solution.
  bool take(FilePopulation& file, const Json& json) const {
    const int number = json.at("mutant");
    const Status status = status_from(std::string(json.at("status")));
    const bool passed = status == Status::pass || status == Status::not_graded;
    if (number == 0) {
      LLMSYS_CHECK(ValueError, passed, "the solution fails ", file.task->id, ":", std::string(json.at("rung")),
                   " when it is compiled with its mutants: ", std::string(json.at("message")));
      return false;
    }
    for (Generated& mutant : file.mutants) {
      if (mutant.number != number) continue;
      mutant.fate = passed ? Fate::survived : status == Status::timeout ? Fate::timeout : Fate::killed;
      mutant.rung = json.at("rung");
      mutant.message = text(status, " ", std::string(json.at("message")));
    }
    return true;
  }

  void find_equivalent(FilePopulation& file) const {
    std::vector<Generated*> survivors;
    for (Generated& mutant : file.mutants)
      if (mutant.fate == Fate::survived) survivors.push_back(&mutant);
    if (survivors.empty()) return;
    const Compiler compiler(paths_, overlay_of(file));
    const std::string& content = file.source->content();
    const std::string solution = compiler.assembly(content, "solution");
    in_parallel(survivors.size(), [&](size_t i) {
      const std::string name = text("mutant", survivors[i]->number);
      if (compiler.assembly(changed(content, file.change_of(*survivors[i])), name) == solution)
        survivors[i]->fate = Fate::equivalent;
    });
  }

  const Paths& paths_;
  const LabManifest& lab_;
  std::vector<FilePopulation*> files_;  // that have mutants without a fate
  uint64_t seed_;
  const CampaignReports& reports_;
};

}  // namespace

void run_campaign(const Paths& paths, const LabManifest& lab, std::vector<FilePopulation>& files, uint64_t seed,
                  const CampaignReports& reports) {
  Campaign(paths, lab, files, seed, reports).run();
}

}  // namespace llmsys::mutants
