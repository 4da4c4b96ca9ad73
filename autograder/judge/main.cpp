// The judge: a lab's tests and right answers. Started by `./lab grade`, which turns its results into a report.
//
// SEED may be -: then it stands in LLMSYS_SEED, since any process may read the words of a command line.
//
// Usage: judge LAB_JSON WORKERS SEED [--only TASK[:RUNG]]... [--jobs N] [--json] [--diagnoses]
//        [--device cpu|cuda] [--sandbox L0|L1|L2|L3] [--mutants FIRST,SECOND,...] [--corrupted]
// Prints a line for each test as it ends: JSON with --json, text without (the way `--debug` runs it).
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <span>
#include <sstream>

#include "autograder/judge/trials.h"
#include "framework/base/error.h"

namespace {

using namespace llmsys;

struct Arguments {
  std::string manifest;
  RunOptions run;
  bool json = false;
  bool diagnoses = false;
  std::vector<int> mutants;  // instead of the tests alone: against these
  bool corrupted = false;    // the same: against changed answers
};

SandboxLevel level_from(const std::string& word) {
  const auto level = sandbox_level_from(word);
  LLMSYS_CHECK(ValueError, level.has_value(), "--sandbox takes L0, L1, L2 or L3, got ", word);
  return *level;
}

std::vector<int> numbers_in(const std::string& list) {
  std::vector<int> out;
  std::istringstream words(list);
  for (std::string word; std::getline(words, word, ',');) out.push_back(std::atoi(word.c_str()));
  return out;
}

uint64_t seed_from(const char* word) {
  if (word != std::string("-")) return std::strtoull(word, nullptr, 10);
  const char* secret = std::getenv("LLMSYS_SEED");
  LLMSYS_CHECK(ValueError, secret != nullptr, "with - as the seed, LLMSYS_SEED must be set");
  return std::strtoull(secret, nullptr, 10);
}

Arguments parse(std::span<char*> words) {
  LLMSYS_CHECK(ValueError, words.size() >= 4, "usage: judge LAB_JSON WORKERS SEED [options]");
  Arguments out;
  out.manifest = words[1];
  out.run.workers = words[2];
  out.run.seed = seed_from(words[3]);
  for (size_t i = 4; i < words.size(); ++i) {
    const std::string word = words[i];
    const auto value = [&] {
      LLMSYS_CHECK(ValueError, i + 1 < words.size(), word, " needs a value");
      return std::string(words[++i]);
    };
    if (word == "--only")
      out.run.only.push_back(value());
    else if (word == "--jobs")
      out.run.jobs = std::atoi(value().c_str());
    else if (word == "--device")
      out.run.limits.device = value() == "cuda" ? Device::cuda : Device::cpu;
    else if (word == "--sandbox")
      out.run.limits.sandbox = level_from(value());
    else if (word == "--json")
      out.json = true;
    else if (word == "--mutants")
      out.mutants = numbers_in(value());
    else if (word == "--corrupted")
      out.corrupted = true;
    else if (word == "--diagnoses")
      out.diagnoses = true;
    else
      throw ValueError("unknown option " + word);
  }
  return out;
}

// Bytes that are not UTF-8 may come from the student: replaced, not fatal.
void print_line(const nlohmann::json& line) {
  std::puts(line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace).c_str());
  std::fflush(stdout);
}

nlohmann::json timings_of(const CaseResult& result) {
  nlohmann::json list = nlohmann::json::array();
  for (const Timing& timing : result.timings)
    list.push_back({{"what", timing.what},
                    {"ratio", timing.ratio},
                    {"low", timing.low},
                    {"high", timing.high},
                    {"runs", timing.runs},
                    {"rerun", timing.rerun},
                    {"note", timing.note}});
  return list;
}

void print_json(const CaseResult& result) {
  const Explanation& why = result.explanation;
  print_line({{"task", result.task},
              {"rung", result.rung},
              {"claim", result.claim},
              {"status", std::string(to_text(result.status))},
              {"score", result.score},
              {"message", result.message},
              {"diagnosis", why.diagnosis},
              {"cause", why.cause},
              {"handout", why.handout},
              {"probe", why.probe},
              {"output", result.output},
              {"seconds", result.seconds},
              {"timings", timings_of(result)}});
}

void print_mutant(const MutantResult& result) {
  print_line({{"mutant", result.mutant},
              {"rung", result.killer.rung},
              {"status", std::string(to_text(result.killer.status))},
              {"message", result.killer.message},
              {"seconds", result.seconds}});
}

void print_corrupted(Corruption corruption, const CaseResult& result) {
  print_line({{"task", result.task},
              {"rung", result.rung},
              {"corruption", std::string(to_text(corruption))},
              {"status", std::string(to_text(result.status))},
              {"changed", result.corrupted}});
}

void print_text(const CaseResult& result) {
  std::printf("task %s, %s: %s  %s\n", result.task.c_str(), result.rung.c_str(),
              std::string(to_text(result.status)).c_str(), result.message.c_str());
  std::fflush(stdout);
}

int run(const Arguments& arguments) {
  const LabManifest lab = read_manifest(arguments.manifest);
  if (arguments.corrupted) return run_corrupted(lab, arguments.run, print_corrupted), 0;
  if (!arguments.mutants.empty()) return run_mutants(lab, arguments.run, arguments.mutants, print_mutant), 0;
  std::vector<CaseResult> results;
  bool all_passed = true;
  run_lab_tests(lab, arguments.run, [&](const CaseResult& result) {
    if (arguments.json)
      print_json(result);
    else
      print_text(result);
    all_passed = all_passed && result.status == Status::pass;
    if (arguments.diagnoses) results.push_back(result);
  });
  if (!arguments.diagnoses) return all_passed ? 0 : 1;
  const std::vector<std::string> problems = inseparable_diagnoses(results);
  for (const std::string& problem : problems) std::fprintf(stderr, "%s\n", problem.c_str());
  return problems.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(parse({argv, static_cast<size_t>(argc)}));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "judge: %s\n", error.what());
    return 2;
  }
}
