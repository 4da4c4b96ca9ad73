/// @file
/// The commands of ./lab that the C++ program serves. Each returns the exit code.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/cli/round_seed.h"
#include "autograder/report/report.h"

namespace llmsys {

/// `lab list`: the labs, their tasks and their state.
int list_command(const Paths& paths, bool graph);

/// What `lab grade` takes.
struct GradeCommand {
  std::string lab;                 ///< "0"
  std::vector<std::string> tasks;  ///< "0.2", "0.2:property"; empty: all
  bool solution = false;           ///< grade the reference solution
  bool debug = false;              ///< one process, AddressSanitizer
  std::string from;                ///< another folder with the task files
  std::string device = "cpu";      ///< where tensors are: "cpu", or "cuda", a GPU or else the emulator
  int hint = -1;                   ///< 0 to 3; -1: what the course gives for free, at most kDefaultHint
  std::string course;  ///< a course file, whose rules for hints hold; empty: course.json here, if there is one
  SeedChoice inputs;   ///< --seed, or --secret-file and --round
  std::string sandbox = "auto";  ///< "L0" to "L3", or the best that works here
  std::string require_sandbox;   ///< the least that will do; empty: any
  std::string json;              ///< where to write the report as JSON; "-": standard output; empty: nowhere
  std::string html;              ///< the same for the page
  std::string markdown;          ///< the same for Markdown
};
/// `lab grade N`. 0 if every test passed, 1 if not.
int grade_command(const Paths& paths, const GradeCommand& command);

/// `lab sync-stubs [--check]`: writes each lab's stubs from its solutions, or says which differ.
/// A stub that a student has edited is not overwritten unless `force`.
int sync_stubs_command(const Paths& paths, const std::string& lab, bool check, bool force);

/// `lab mutate N`: applies each mutant to the solution; its named test must fail.
/// @param seed  digits; empty: the suite's
int mutate_command(const Paths& paths, const std::string& lab, const std::string& only, const std::string& seed);

/// What `lab mutate N --generated` takes.
struct GeneratedMutantsCommand {
  std::string lab;      ///< "0"
  std::string task;     ///< "0.2"; empty: all
  int sample = 0;       ///< how many to draw; 0: all
  std::string seed;     ///< digits: which sample; empty: always the same
  bool list = false;    ///< print them, run none
  bool resume = false;  ///< take what an earlier run has finished
};
/// `lab mutate N --generated`: makes small changes of the solutions; the tests of their tasks must notice each that is not
/// listed in autograder/NN_name/survivors.txt. 0 if so, and if each listed one does survive.
int generated_mutants_command(const Paths& paths, const GeneratedMutantsCommand& command);

/// `lab mutate all --table`: the planted mutants of all labs as docs/mutants.md has them.
int planted_table_command(const Paths& paths);

/// `lab bench N`: the lab's benchmarks on the solution and on the student's code; `lab bench` lists.
int bench_command(const Paths& paths, const std::string& what, const std::vector<std::string>& arguments);

/// `lab train`: builds the program and becomes it. @param mine  from the student's files that have full marks
/// @param from  those in this folder; empty: the working tree's
[[noreturn]] void train_command(const Paths& paths, bool mine, const std::string& from,
                                std::vector<std::string> arguments);

/// `lab generate`: builds the program and becomes it. @param mine  from the student's files that have full marks
[[noreturn]] void generate_command(const Paths& paths, bool mine, std::vector<std::string> arguments);
/// `lab eval`: builds the program and becomes it. @param mine  as above
[[noreturn]] void eval_command(const Paths& paths, bool mine, std::vector<std::string> arguments);

/// What `lab profile` takes.
struct ProfileCommand {
  std::string what;                    ///< a lab's number, or a .cu file
  std::vector<std::string> arguments;  ///< the lab's case, or the program's arguments
  bool solution = false;               ///< the solution's kernels
  bool source = false;                 ///< with a table of source lines
  std::string kernel;                  ///< only kernels whose names begin so
  std::string gpu = "a100";            ///< whose roofline
  bool no_nvcc = false;                ///< without registers, spills and occupancy, which nvcc knows
  std::string json;                    ///< where to write the numbers; "-": standard output; empty: nowhere
  std::string html;                    ///< the same for the page
};
/// GPUs that `lab profile` knows, with the architecture that nvcc compiles for: 80 for sm_80.
const std::map<std::string, int>& profile_architectures();
/// `lab profile`: kernels in the emulator, counted and checked. The program's exit code; 1 if that is 0 and the checkers found
/// something.
int profile_command(const Paths& paths, const ProfileCommand& command);

/// `lab verify N`: what the suite holds of a lab's own tests: stub, solution, mutants, diagnoses, markers.
/// @param seed  digits; empty: always the same, so that the suite's verdict depends on nothing but the code
/// @param device  "cuda": on a GPU
int verify_command(const Paths& paths, const std::string& lab, const std::string& seed, const std::string& device);

/// `lab test [PART...]`: every suite, a time table, and `N passed, N failed, N skipped`.
/// @param device  "cuda": unit tests and labs on a GPU; 2 where there is none
int test_command(const Paths& paths, const std::vector<std::string>& parts, bool list, const std::string& device);

/// `lab course check FILE` and `lab course show FILE`. @param what  "check" or "show"
int course_command(const Paths& paths, const std::string& what, const std::string& file);

}  // namespace llmsys
