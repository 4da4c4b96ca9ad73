#include "autograder/judge/race.h"

namespace llmsys {
namespace {

constexpr double kTellsNothing = 0.05;  // of the wall's time: a solution waits for nobody
constexpr double kElsewhere = 1.5;
constexpr Tolerance kTolerance{.atol = 1e-4, .rtol = 1e-4};

Spread ratios_of(const std::vector<double>& student, const std::vector<double>& solution) {
  std::vector<double> ratios;
  for (size_t i = 0; i < student.size(); ++i) ratios.push_back(student[i] / solution[i]);
  return spread_of(ratios);
}

}  // namespace

void RaceTimes::add(double student_cpu, double student_wall, double solution_cpu, double solution_wall) {
  student_cpu_.push_back(student_cpu);
  student_wall_.push_back(student_wall);
  solution_cpu_.push_back(solution_cpu);
  solution_wall_.push_back(solution_wall);
}

RaceResult RaceTimes::result() const {
  const Spread wall = ratios_of(student_wall_, solution_wall_);
  const double solution_cpu = spread_of(solution_cpu_).median, solution_wall = spread_of(solution_wall_).median;
  RaceResult by_wall{.ratios = wall,
                     .student_seconds = spread_of(student_wall_).median,
                     .solution_seconds = solution_wall,
                     .note = ""};
  if (solution_cpu < kTellsNothing * solution_wall) {
    by_wall.note = "by the clock on the wall: processor time cannot be read here";
    return by_wall;
  }
  if (children_) {
    by_wall.note = "by the clock on the wall: your program started other processes";
    return by_wall;
  }
  const Spread cpu = ratios_of(student_cpu_, solution_cpu_);
  if (wall.low > kElsewhere * cpu.high) {
    by_wall.note = "by the clock on the wall: your program waited, or something else worked for it";
    return by_wall;
  }
  return {
      .ratios = cpu, .student_seconds = spread_of(student_cpu_).median, .solution_seconds = solution_cpu, .note = ""};
}

void expect_same_answer(const Values& got, const Values& want) {
  for (const auto& [name, value] : want) {
    if (const Tensor* tensor = std::get_if<Tensor>(&value.variant()))
      expect_close(got[name], *tensor, kTolerance, name);
    else
      expect_equal(got[name], value, name);
  }
}

}  // namespace llmsys
