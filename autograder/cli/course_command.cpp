#include <cstdio>

#include "autograder/cli/commands.h"
#include "autograder/course/course.h"

namespace llmsys {

int course_command(const Paths& paths, const std::string& what, const std::string& file) {
  const Course course = read_course(file, paths.root);
  if (what == "show") {
    std::fputs(course_calendar(course).c_str(), stdout);
    return 0;
  }
  for (const std::string& remark : course.remarks) std::printf("note: %s\n", remark.c_str());
  std::printf("%s: good, %zu assignments. See it: ./lab course show %s\n", file.c_str(), course.assignments.size(),
              file.c_str());
  return 0;
}

}  // namespace llmsys
