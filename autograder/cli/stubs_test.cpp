#include "autograder/cli/stubs.h"

#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

std::string stub(const std::string& solution) { return make_stub(solution, "lab04", "solutions/04/attention.cpp"); }

void check_error(const std::string& solution, const std::string& message) {
  CHECK(message_of([&] { stub(solution); }) == "solutions/04/attention.cpp:" + message);
  CHECK(message_of([&] { marked_regions(solution, "solutions/04/attention.cpp"); }) ==
        "solutions/04/attention.cpp:" + message);
}

}  // namespace

TEST_CASE("what lies between the markers becomes a throw that names the task, at the marker's indent") {
  CHECK(stub("int f() {\n  // a hint stays\n    // BEGIN SOLUTION task 4.2 attention\n    return 1;\n\n    // END "
             "SOLUTION\n}\n") ==
        "int f() {\n  // a hint stays\n    // TODO(lab04 task 4.2): your code here.\n"
        "    throw NotImplemented(\"lab04 task 4.2: attention is not written yet\");\n}\n");
}

TEST_CASE("in a .cu file, the marker of device code becomes what ends a kernel; host code throws as everywhere") {
  const std::string solution =
      "__global__ void f_kernel() {\n  // BEGIN SOLUTION task 4.2 device f_kernel\n  g();\n  // END SOLUTION\n}\n"
      "void f() {\n  // BEGIN SOLUTION task 4.2 f\n  launch<f_kernel>({});\n  // END SOLUTION\n}\n";
  CHECK(make_stub(solution, "lab04", "solutions/04/f.cu") ==
        "__global__ void f_kernel() {\n  // TODO(lab04 task 4.2): your code here.\n"
        "  LLMSYS_DEVICE_NOT_IMPLEMENTED(\"lab04 task 4.2: f_kernel is not written yet\");\n}\n"
        "void f() {\n  // TODO(lab04 task 4.2): your code here.\n"
        "  throw NotImplemented(\"lab04 task 4.2: f is not written yet\");\n}\n");
  CHECK(marked_regions(solution, "f.cu").at(0).task == "4.2");
  check_error("// BEGIN SOLUTION task 4.1 device f\n", "1: device code belongs into a .cu file");
  CHECK(contains(stub("// BEGIN SOLUTION task 4.1 device\n// END SOLUTION\n"), "task 4.1: device is not"));
}

TEST_CASE("each of several regions has its own task, indent and replacement") {
  const std::string solution =
      "// BEGIN SOLUTION task 4.1 f\nint f() { return 1; }\n// STUB\n// int f();\n//\n//   // inner\n// END SOLUTION\n"
      "int g() {\n  // BEGIN SOLUTION task 4.2 two words\n  return 2;\n  // END SOLUTION\n}";
  CHECK(stub(solution) ==
        "int f();\n\n  // inner\nint g() {\n  // TODO(lab04 task 4.2): your code here.\n"
        "  throw NotImplemented(\"lab04 task 4.2: two words is not written yet\");\n}\n");
}

TEST_CASE("the lines of a replacement keep their own indent below the marker's") {
  CHECK(stub("  // BEGIN SOLUTION task 4.1 f\n  x\n  // STUB\n  // for (;;) {\n  //   y();\n  // }\n  // END "
             "SOLUTION\n") == "  for (;;) {\n    y();\n  }\n");
}

TEST_CASE("a file without markers is its own stub, and a stub holds no marker") {
  CHECK(stub("int f();\n") == "int f();\n");
  CHECK(stub("").empty());
  const std::string once = stub("// BEGIN SOLUTION task 4.1 f\nx\n// END SOLUTION\n");
  CHECK_FALSE(contains(once, "SOLUTION"));
  CHECK(stub(once) == once);
}

TEST_CASE("files with the line ends of Windows have the same regions") {
  CHECK(stub("a\r\n// BEGIN SOLUTION task 4.1 f\r\nsecret\r\n// END SOLUTION\r\nb\r\n").find("secret") ==
        std::string::npos);
}

TEST_CASE("regions tell their task, their line, and their lines of code") {
  const auto regions = marked_regions(
      "x\n// BEGIN SOLUTION task 4.1 f\na\n\n// comment\nb\n// STUB\n// c\n// END SOLUTION\n"
      "// BEGIN SOLUTION task 4.2 g\n// END SOLUTION\n",
      "s.cpp");
  REQUIRE(regions.size() == 2);
  CHECK(regions[0].task == "4.1");
  CHECK(regions[0].begin_line == 2);
  CHECK(regions[0].lines == 2);
  CHECK(regions[1].task == "4.2");
  CHECK(regions[1].begin_line == 10);
  CHECK(regions[1].lines == 0);
}

TEST_CASE("wrong markers are refused with file and line") {
  check_error("// BEGIN SOLUTION task 4.1 f\n// BEGIN SOLUTION task 4.2 g\n", "2: a region begins inside another");
  check_error("x\n// END SOLUTION\n", "2: a region ends that has not begun");
  check_error("// BEGIN SOLUTION task 4.1 f\nx\n", "3: the file ends inside a region: `// END SOLUTION` is missing");
  check_error("// STUB\n", "1: `// STUB` belongs inside a region, once");
  check_error("// BEGIN SOLUTION task 4.1 f\n// STUB\n// STUB\n// END SOLUTION\n",
              "3: `// STUB` belongs inside a region, once");
  const std::string words = ": a task's id and the function's name must follow, as in `task 4.2 attention`";
  check_error("// BEGIN SOLUTION task 4.1\n", "1" + words);
  check_error("\n// BEGIN SOLUTION task  f\n", "2" + words);
  const std::string misspelt =
      ": a marker is misspelt; it must be a line of its own like `// BEGIN SOLUTION task 4.2` or `// END SOLUTION`";
  check_error("// BEGIN SOLUTION 4.1 f\n", "1" + misspelt);
  check_error("//BEGIN SOLUTION task 4.1 f\n", "1" + misspelt);
  check_error("// BEGIN SOLUTION task 4.1 f\n// END SOLUTION task 4.1\n", "2" + misspelt);
  check_error("int x;  // BEGIN SOLUTION task 4.1 f\n", "1" + misspelt);
}

TEST_CASE("a replacement that is not a comment is refused") {
  const std::string code = "// BEGIN SOLUTION task 4.1 f\n// STUB\nreturn 1;\n// END SOLUTION\n";
  CHECK(contains(message_of([&] { stub(code); }), "attention.cpp:3: lines after `// STUB` must be comments"));
}
