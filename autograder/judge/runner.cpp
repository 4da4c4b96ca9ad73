#include "autograder/judge/runner.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "autograder/judge/counters.h"
#include "autograder/judge/timing_turn.h"
#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/simt/arena.h"

namespace llmsys {
namespace {

const Rung* find_rung(const LabManifest& lab, const LabTest& test) {
  const Task* task = lab.find(test.task);
  if (task == nullptr) return nullptr;
  for (const Rung& rung : task->rungs)
    if (rung.name == test.rung) return &rung;
  return nullptr;
}

void check_tests(const LabManifest& lab) {
  std::set<std::string> seen;
  for (const LabTest& test : lab_tests()) {
    const std::string name = test.task + ":" + test.rung;
    LLMSYS_CHECK(ValueError, find_rung(lab, test) != nullptr, "test ", name, " (", test.claim, ") is not in lab.json");
    LLMSYS_CHECK(ValueError, seen.insert(name).second, "two tests claim rung ", name);
  }
}

bool selected(const LabTest& test, const std::vector<std::string>& only) {
  if (only.empty()) return true;
  for (const std::string& name : only)
    if (name == test.task || name == test.task + ":" + test.rung) return true;
  return false;
}

Rng case_rng(uint64_t seed, const LabTest& test) {
  const std::string name = test.task + ":" + test.rung;
  return Rng(seed, hash_text(name.data(), name.size()));
}

// Whether the test ended at a stub: that is no secret.
bool is_stub(const CaseState& state) {
  if (state.calls().empty()) return false;
  const std::optional<RemoteError>& error = state.calls().back().reply.error;
  return error && error->kind == ErrorKind::not_implemented;
}

// What the emulator says of the call that earned least: "transpose_kernel: 32-way bank conflict at ..."; empty if nothing.
std::string dearest_line(const CaseState& state) {
  if (state.score().call >= state.calls().size()) return "";
  const RecordedCall& call = state.calls()[state.score().call];
  const Value* traced = call.reply.error ? nullptr : call.reply.outputs.find("counters");
  const std::vector<std::string> verdicts = traced == nullptr ? std::vector<std::string>{} : verdicts_on(*traced);
  return verdicts.empty() ? "" : verdicts.front();
}

// A body that ended without a failure: passed, unless it gave a part of the points only. Its answers are right then, so no
// diagnosis of wrong ones is looked for.
void take_score(const CaseState& state, CaseResult& result) {
  result.score = state.score().fraction;
  result.status = result.score == 1 ? Status::pass : result.score > 0 ? Status::partial : Status::fail;
  result.message = state.score().message;
  if (result.status != Status::pass && !state.secret()) result.explanation.cause = dearest_line(state);
}

void run_body(const LabTest& test, CaseState& state, CaseResult& result) {
  try {
    test.body();
    take_score(state, result);
  } catch (const GradeFailure& failure) {
    result.status = failure.status();
    result.message = failure.what();
    if (failure.status() == Status::fail) result.explanation = explain(state, test.task);
  } catch (const Error& error) {  // an answer of the wrong type, dtype or shape: whoever read it says which
    result.status = Status::fail;
    result.message = text("the answer has the wrong form: ", error.what());
  } catch (const std::exception& error) {
    result.status = Status::internal;
    result.message = text("the grader failed: ", error.what());
  }
}

// A hidden test tells how it ended and nothing that the student's code could have put there: not its inputs.
void keep_secret(const CaseState& state, CaseResult& result) {
  result.output.clear();
  if (result.status == Status::pass || result.status == Status::internal) return;
  result.message = is_stub(state) ? "the function is not written yet"
                                  : text("a hidden check ended with ", result.status, ": ", result.claim);
}

// The emulator reserves the addresses of the GPU's memory, and takes its time for each launch and, traced, for each access.
Limits raised_for_kernels(Limits limits, bool traced) {
  if (!traced && limits.device == Device::cpu) return limits;
  limits.memory_bytes += static_cast<int64_t>(simt::kArenaBytes);
  limits.wall_seconds *= 4;
  limits.cpu_seconds *= 7;
  return limits;
}

std::vector<std::string> student_files(const LabManifest& lab) {
  std::vector<std::string> files;
  for (const Task& task : lab.tasks)
    if (!task.file.empty()) files.push_back(text("labs/", lab.folder, "/", task.file));
  return files;
}

bool differ_somewhere(const std::vector<CaseResult>& results, const std::string& scenario,
                      const std::function<bool(const RecordedCall&)>& differs) {
  for (const CaseResult& result : results)
    for (const RecordedCall& call : result.calls)
      if (call.scenario == scenario && !call.reply.error && differs(call)) return true;
  return false;
}

// The answer of a wrong variant; it may refuse inputs it was not made for.
std::optional<Values> answer(const Diagnosis& diagnosis, const RecordedCall& call) {
  try {
    return diagnosis.wrong(call.inputs);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// Whether one call has them told apart: they answer differently, or only one of them answers.
bool told_apart(const Diagnosis& a, const Diagnosis& b, const RecordedCall& call) {
  const std::optional<Values> of_a = answer(a, call), of_b = answer(b, call);
  return of_a && of_b ? !same_answer(*of_a, *of_b) : of_a.has_value() != of_b.has_value();
}

}  // namespace

bool is_timed(const LabManifest& lab, const LabTest& test) { return find_rung(lab, test)->timed; }

CaseResult run_test(const LabManifest& lab, const LabTest& test, const RunOptions& options) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  CaseResult result;
  result.task = test.task;
  result.rung = test.rung;
  result.claim = test.claim;
  const Task& task = *lab.find(test.task);
  Limits limits = raised_for_kernels(options.limits, lab.is_traced(task));
  limits.student_files = student_files(lab);
  CaseState state(options.workers + "/worker_" + test.task, options.workers + "/../" + lab.reference_worker(task),
                  limits, case_rng(options.seed, test), find_rung(lab, test)->hidden);
  if (is_timed(lab, test))
    state.set_timed_programs({.student = options.workers + "/worker_timed_" + test.task,
                              .solution = options.workers + "/../worker_solution_timed",
                              .sandbox = options.limits.sandbox});
  state.corrupt(options.corruption);
  const CaseScope scope(state);
  run_body(test, state, result);
  result.output = state.output();
  if (state.secret()) keep_secret(state, result);
  const std::string id = text(lab.id(), " task ");
  if (result.status != Status::pass && result.message.rfind(id, 0) != 0)
    result.message = text(id, test.task, ": ", result.message);
  result.calls = state.calls();
  result.timings = state.timings();
  result.corrupted = state.corrupted();
  result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return result;
}

std::vector<const LabTest*> selected_tests(const LabManifest& lab, const RunOptions& options) {
  check_tests(lab);
  std::vector<const LabTest*> chosen;
  for (const LabTest& test : lab_tests())
    if (selected(test, options.only)) chosen.push_back(&test);
  return chosen;
}

void on_threads(int jobs, size_t count, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next{0};
  const auto take = [&] {
    for (size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> helpers;
  const int threads = jobs > 0 ? jobs : available_cores();
  for (int i = 1; i < threads; ++i) helpers.emplace_back(take);
  take();
}

void run_lab_tests(const LabManifest& lab, const RunOptions& options,
                   const std::function<void(const CaseResult&)>& report) {
  std::vector<const LabTest*> chosen = selected_tests(lab, options);
  const auto timed =
      std::stable_partition(chosen.begin(), chosen.end(), [&](const LabTest* test) { return !is_timed(lab, *test); });
  const std::vector<const LabTest*> one_by_one(timed, chosen.end());
  chosen.erase(timed, chosen.end());
  std::mutex reporting;
  on_threads(options.jobs, chosen.size(), [&](size_t i) {
    const CaseResult result = run_test(lab, *chosen[i], options);
    const std::lock_guard lock(reporting);
    report(result);
  });
  if (one_by_one.empty()) return;
  const TimingTurn turn(options.workers + "/../../timing_turn");                 // build/labs/, of all labs and slots
  for (const LabTest* test : one_by_one) report(run_test(lab, *test, options));  // nothing else runs meanwhile
}

std::vector<std::string> inseparable_diagnoses(const std::vector<CaseResult>& results) {
  std::vector<std::string> problems;
  const std::vector<Diagnosis> all = lab_diagnoses();
  for (const Diagnosis& a : all) {
    const bool is_wrong = differ_somewhere(results, a.scenario, [&](const RecordedCall& call) {
      const std::optional<Values> wrong = answer(a, call);
      return wrong && !holds_answer(call.reply.outputs, *wrong);
    });
    if (!is_wrong) problems.push_back(text("diagnosis ", a.name, " never differs from the right answer"));
    for (const Diagnosis& b : all) {
      if (b.scenario != a.scenario || b.name <= a.name) continue;
      const bool apart =
          differ_somewhere(results, a.scenario, [&](const RecordedCall& call) { return told_apart(a, b, call); });
      if (!apart) problems.push_back(text("diagnoses ", a.name, " and ", b.name, " cannot be told apart"));
    }
  }
  return problems;
}

}  // namespace llmsys
