#include "framework/base/context.h"

#include <sched.h>

#include <algorithm>

namespace llmsys {
namespace {

struct ThreadContext {
  Context own;
  Context* current = &own;
};

thread_local ThreadContext t_context;  // the one mutable global: see autograder/structure/structure_test.cpp

}  // namespace

Context& context() { return *t_context.current; }

ContextScope::ContextScope(Context& mine) : previous_(t_context.current) { t_context.current = &mine; }

ContextScope::~ContextScope() { t_context.current = previous_; }

int available_cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return std::max(1, CPU_COUNT(&set));
}

}  // namespace llmsys
