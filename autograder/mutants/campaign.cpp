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
using Progress = std::function<void(const std::string& stage, int done, int all)>;

constexpr Slot kSlot = Slot::mutant0;  // shared with planted mutants: both hold the build's lock

std::vector<int> numbers_of(const FilePopulation& file, Fate fate) {
  std::vector<int> out;
  for (const Generated& mutant : file.mutants)
    if (mutant.fate == fate) out.push_back(mutant.number);
  return out;
}

class Campaign {
 public:
  Campaign(const Paths& paths, const LabManifest& lab, std::vector<FilePopulation>& files, uint64_t seed,
           const Progress& progress)
      : paths_(paths), lab_(lab), files_(files), seed_(seed), progress_(progress) {}

  void run() {
    const BuildLock lock(paths_);
    prepare_overlay(paths_, lab_, text(paths_.root, "/solutions/", lab_.folder), kSlot);
    each_file("compiling", [&](FilePopulation& file) { write_schemata(file); });
    build();
    for (FilePopulation& file : files_) judge(file);
    each_file("comparing", [&](FilePopulation& file) { find_equivalent(file); });
  }

 private:
  // Several files at a time: each is one run of the compiler.
  void each_file(const std::string& stage, const std::function<void(FilePopulation&)>& work) {
    std::atomic<size_t> next{0};
    std::atomic<int> done{0};
    std::exception_ptr problem;
    std::mutex mutex;
    const auto take = [&] {
      for (size_t i = next++; i < files_.size(); i = next++) {
        try {
          work(files_[i]);
        } catch (...) {
          const std::lock_guard lock(mutex);
          problem = std::current_exception();
        }
        const std::lock_guard lock(mutex);
        progress_(stage, ++done, static_cast<int>(files_.size()));
      }
    };
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < available_cores(); ++i) threads.emplace_back(take);
    }
    if (problem) std::rethrow_exception(problem);
  }

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
    for (const FilePopulation& file : files_) {
      programs[program_path(lab_, kSlot, "worker", *file.task)] = program_target(lab_, kSlot, "worker", *file.task);
      ours.insert(text(lab_.id(), "_", lab_.reference_worker(*file.task)));
    }
    const auto failures = build_programs(paths_, {ours.begin(), ours.end()}, programs);
    for (const auto& [path, words] : failures) throw IoError(text(path, " does not link:\n", words));
    for (const FilePopulation& file : files_) {
      const CompileOutcome outcome = compile_outcome(paths_, lab_, *file.task, kSlot);
      LLMSYS_CHECK(IoError, !outcome.failed, "the mutants of ", file.task->file, " do not compile:\n",
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
      if (take(file, json)) progress_("task " + file.task->id, ++done, static_cast<int>(mutants.size()));
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
    if (numbers_of(file, Fate::survived).empty()) return;
    const Compiler compiler(paths_, overlay_of(file));
    const std::string solution = compiler.assembly(file.source->content(), "solution");
    for (Generated& mutant : file.mutants)
      if (mutant.fate == Fate::survived &&
          compiler.assembly(changed(file.source->content(), file.change_of(mutant)), "mutant") == solution)
        mutant.fate = Fate::equivalent;
  }

  const Paths& paths_;
  const LabManifest& lab_;
  std::vector<FilePopulation>& files_;
  uint64_t seed_;
  const Progress& progress_;
};

}  // namespace

void run_campaign(const Paths& paths, const LabManifest& lab, std::vector<FilePopulation>& files, uint64_t seed,
                  const Progress& progress) {
  Campaign(paths, lab, files, seed, progress).run();
}

}  // namespace llmsys::mutants
