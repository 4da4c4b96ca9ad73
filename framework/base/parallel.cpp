// How a range is cut and what each part runs under; parallel_openmp.cpp and parallel_threads.cpp bring the threads.
#include "framework/base/parallel.h"

#include <algorithm>
#include <exception>
#include <vector>

#include "framework/base/context.h"
#include "framework/base/detail/run_team.h"

namespace llmsys {
namespace {

struct Team {
  int64_t n;
  int parts;
  const void* body;
  void (*run)(const void*, int64_t, int64_t);
  const Context* caller;
  std::vector<std::exception_ptr>* errors;
};

void run_part(const Team& team, int part) {
  Context mine = *team.caller;
  mine.threads = 1;  // nested parallel_for runs serially
  const ContextScope scope(mine);
  const int64_t begin = team.n * part / team.parts;
  const int64_t end = team.n * (part + 1) / team.parts;
  try {
    team.run(team.body, begin, end);
  } catch (...) {
    (*team.errors)[static_cast<size_t>(part)] = std::current_exception();
  }
}

}  // namespace

int max_threads() {
  static const int cores = available_cores();
  const int budget = context().threads;
  return budget > 0 ? budget : cores;
}

void detail::parallel_run(int64_t n, int64_t grain, const void* body, void (*run)(const void*, int64_t, int64_t)) {
  const int64_t worthwhile = (n + std::max<int64_t>(grain, 1) - 1) / std::max<int64_t>(grain, 1);
  const int parts = static_cast<int>(std::min<int64_t>(max_threads(), worthwhile));
  std::vector<std::exception_ptr> errors(static_cast<size_t>(parts));
  const Team team{n, parts, body, run, &context(), &errors};
  run_team(parts, &team, [](const void* t, int part) { run_part(*static_cast<const Team*>(t), part); });
  for (const std::exception_ptr& error : errors)
    if (error) std::rethrow_exception(error);
}

}  // namespace llmsys
