#include "autograder/judge/worker_end.h"

#include "autograder/explain/crash_stack.h"
#include "framework/base/text.h"

namespace llmsys {

std::string last_place(const std::string& program, const WorkerOutput& output, const Limits& limits) {
  return stack_text(stack_of(program, output.stack(), limits.sandbox), limits.student_files);
}

GradeFailure end_of(const std::string& program, WorkerProcess& worker, WorkerOutput& output, const Limits& limits) {
  output.drain();
  const WorkerEnd end = worker.finish(last_words(output.tail()).words);
  const std::vector<StackFrame> stack = stack_of(program, output.stack(), limits.sandbox);
  const std::string where = stack_text(stack, limits.student_files), endless = endless_recursion(stack);
  const bool overflow = end.message.find("stack overflow") != std::string::npos;
  return {end.status,
          text(overflow && !endless.empty() ? endless : end.message, where.empty() ? "" : "\nWhere: ", where)};
}

}  // namespace llmsys
