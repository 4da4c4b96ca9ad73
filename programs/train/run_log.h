/// @file
/// What a run reports while it goes on: one JSON object a line, and the picture of it.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace llmsys {

/// One line of the log.
struct LogLine {
  int64_t step = 0;                                  ///< steps done
  int64_t positions = 0;                             ///< characters learned from
  double loss = 0;                                   ///< mean over the steps since the line before, in LogNames::unit
  double learning_rate = 0;                          ///< of the last of them
  double rate = 0;                                   ///< positions per second
  std::vector<std::pair<std::string, double>> more;  ///< what else this program measures, by name
};

/// What a program calls the things in its log.
struct LogNames {
  std::string title;      ///< of the figure
  std::string unit;       ///< of a loss: "nats per character"
  std::string positions;  ///< the key of LogLine::positions; that of the rate is this and "_per_second"
};

/// A measurement of the held-out loss.
struct Evaluation {
  int64_t step = 0;  ///< steps done
  double loss = 0;   ///< in LogNames::unit
};

/// log.jsonl of a run. Each line is written at once, so that a killed run has all but the last.
class RunLog {
 public:
  /// @param path  of log.jsonl
  RunLog(std::string path, LogNames names);
  /// Begins a new log.  @throws IoError
  void start();
  /// Reads the lines up to `step` back and drops what came after: the run goes on from there.  @throws IoError
  void resume(int64_t step);
  /// Appends.  @throws IoError
  void add(const LogLine& line);
  /// Appends.  @throws IoError
  void add(const Evaluation& evaluation);

  /// All lines so far.
  [[nodiscard]] const std::vector<LogLine>& lines() const { return lines_; }
  /// All measurements so far.
  [[nodiscard]] const std::vector<Evaluation>& evaluations() const { return evaluations_; }
  /// Draws both as a figure.  @param baselines  name and loss of each level to show  @throws IoError
  void draw(const std::string& path, const std::vector<std::pair<std::string, double>>& baselines) const;

 private:
  void append(const std::string& line);

  std::string path_;
  LogNames names_;
  std::vector<LogLine> lines_;
  std::vector<Evaluation> evaluations_;
};

}  // namespace llmsys
