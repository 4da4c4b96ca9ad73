/// @file
/// A lab's lab.json: the sole source of its tasks, their files and their points.
#pragma once
#include <string>
#include <vector>

namespace llmsys {

/// What a rung's points are for. A lab has 70 points core, 15 counters, 15 challenge.
enum class RungKind { core, counter, challenge };

/// "core", "counter" or "challenge".
std::string_view to_text(RungKind kind);

/// One step of a task, held by one test.
struct Rung {
  std::string name;                ///< "example"
  int points = 0;                  ///< what passing it earns
  RungKind kind = RungKind::core;  ///< which of the three pots the points come from
  bool hidden = false;             ///< its test is not in the public repository
  bool timed = false;              ///< its points depend on time
};

/// One thing a student does.
struct Task {
  std::string id;           ///< "0.2"; "0.all" for the test of all files together
  std::string title;        ///< "Strides of a view"
  std::string file;         ///< the stub file; empty for the test of all files together
  std::string handout;      ///< anchor in the lab's README.md
  std::vector<Rung> rungs;  ///< from easy to hard
  /// Points of all rungs.
  [[nodiscard]] int points() const;
};

/// A lab as lab.json tells it.
struct LabManifest {
  int number = 0;                      ///< 0
  std::string folder;                  ///< "00_warm_up"
  std::string title;                   ///< "Warm-up"
  double hours = 0;                    ///< expected work for the core
  int max_lines = 200;                 ///< most lines of solution between markers, core only
  std::vector<std::string> requires_;  ///< labs whose code it builds on
  bool on_cuda = false;        ///< its tensors may be on cuda: the suite grades its solution with --device cuda, too
  bool kernels_apart = false;  ///< only tasks with a kernel file run kernels: see is_traced()
  std::vector<Task> tasks;     ///< in the order of work

  /// "lab00".
  [[nodiscard]] std::string id() const;
  /// The task of that id, or null.
  [[nodiscard]] const Task* find(const std::string& task) const;
  /// Points of all tasks.
  [[nodiscard]] int points() const;
  /// Whether students write kernel files (.cu).
  [[nodiscard]] bool has_kernels() const;
  /// Whether the task's worker runs kernels, in the emulator with its tracer: of a lab with kernel files each task's, or, if
  /// they are apart, those of kernel files.
  [[nodiscard]] bool is_traced(const Task& task) const;
  /// The program that answers with the solution in the task's tests; it lies in the lab's build folder.
  [[nodiscard]] std::string reference_worker(const Task& task) const;
};

/// Reads and checks a lab.json.  @throws IoError or ValueError that name the file and what is wrong in it
LabManifest read_manifest(const std::string& path);

/// All labs below `root`/labs, by number.
std::vector<LabManifest> find_labs(const std::string& root);

}  // namespace llmsys
