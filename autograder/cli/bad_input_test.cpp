// What students hand in by accident or on purpose, graded by the real program. Each bad file costs its own task (and the
// test of all files together) and nothing else. Several bad files share a grading: building them is what takes time.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "autograder/cli/process.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kFiles[] = {"shape_text.cpp",    "view.cpp",        "broadcast.cpp", "bigram.cpp",
                                  "frequent_word.cpp", "loop_orders.cpp", "saxpy.cu"};  // tasks 0.1 to 0.7

std::string solution(const std::string& file) { return read_file(source_root() + "/solutions/00_warm_up/" + file); }

std::string replaced(std::string content, const std::string& what, const std::string& with) {
  const size_t at = content.find(what);
  REQUIRE(at != std::string::npos);
  return content.replace(at, what.size(), with);
}

// The functions of lab 00 that tests change, as their files begin them.
constexpr const char* kShapeText = "std::string shape_text(const std::vector<int64_t>& shape) {";
constexpr const char* kStrides = "std::vector<int64_t> contiguous_strides(const std::vector<int64_t>& shape) {";
constexpr const char* kBroadcastTo = "Tensor broadcast_to(const Tensor& x, const std::vector<int64_t>& shape) {";
constexpr const char* kMeanNll = "double mean_nll(const Tensor& probabilities, std::span<const int64_t> tokens) {";
constexpr const char* kSaxpy =
    "__global__ void saxpy_kernel(float* y /*(n)*/, const float* x /*(n)*/, float a, int64_t n) {";
constexpr const char* kMostFrequent = "WordCount most_frequent_word(std::string_view text) {";

// The solution with `code` where the function begins, and `above` where the file does.
std::string begins_with(const std::string& file, const char* function, const std::string& code,
                        const std::string& above = "") {
  return above + replaced(solution(file), function, std::string(function) + "\n" + code + "\n");
}

// A folder as a student hands it in: solutions, except for what a test replaces.
class Submission {
 public:
  Submission() {
    for (const char* file : kFiles) put(file, solution(file));
  }
  void put(const std::string& file, const std::string& content) { write_file(folder_.path(file), content); }
  void remove(const std::string& file) { fs::remove(folder_.path(file)); }
  [[nodiscard]] std::string path(const std::string& name = "") const { return folder_.path(name); }

 private:
  TemporaryFolder folder_;
};

struct Result {
  int code = 0;
  std::string terminal;
  Json json;

  [[nodiscard]] std::vector<Json> tests_of(const std::string& task) const {
    std::vector<Json> out;
    for (const Json& test : json.at("tests"))
      if (test.at("task") == task && test.at("status") != "NOT-GRADED" && !contains(test.at("name"), "hidden"))
        out.push_back(test);
    return out;
  }
  // How the tests of a task ended: one word if all ended the same way.
  [[nodiscard]] std::string status_of(const std::string& task) const {
    std::string out;
    for (const Json& test : tests_of(task))
      if (!contains(out, test.at("status"))) out += (out.empty() ? "" : " ") + test.at("status").get<std::string>();
    return out;
  }
  // The messages of a task's tests, one after another.
  [[nodiscard]] std::string message_of(const std::string& task) const {
    std::string out;
    for (const Json& test : tests_of(task)) out += test.at("message").get<std::string>() + "\n";
    return out;
  }
};

Captured run_grader(const Submission& submission) {
  const ProcessOptions options{.folder = "",
                               .errors_too = true,
                               .environment = {{"LLMSYS_ROOT", source_root()}, {"LLMSYS_BUILD", LLMSYS_TEST_BUILD}}};
  return capture({LLMSYS_TEST_CLI, "grade", "0", "--from", submission.path(), "--seed", "7", "--json",
                  submission.path("report.json")},
                 options);
}

Result result_of(const Submission& submission, const Captured& run) {
  INFO(run.text);
  REQUIRE(fs::exists(submission.path("report.json")));
  return {run.code, run.text, Json::parse(read_file(submission.path("report.json")))};
}

Result grade(const Submission& submission) { return result_of(submission, run_grader(submission)); }

// Holds how each of the tasks ended, and that the report is one.
void check_statuses(const Result& result, const std::map<std::string, std::string>& others) {
  INFO(result.terminal);
  for (const std::string task : {"0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7"}) {
    const auto other = others.find(task);
    INFO(task);
    CHECK(result.status_of(task) == (other == others.end() ? "PASS" : other->second));
  }
  CHECK(result.code == (others.empty() ? 0 : 1));
  CHECK(result.json.at("max_points").get<int>() >= 90);
}

bool can_grade() { return std::string(LLMSYS_TEST_SANITIZE).empty(); }
constexpr const char* kReason = "grades with the build folder of preset cpu; this one is a sanitizer's";

}  // namespace

TEST_CASE("files that do not compile or link cost their own task") {
  if (!can_grade()) LLMSYS_SKIP(kReason);
  Submission bad;
  bad.put("shape_text.cpp", begins_with("shape_text.cpp", kShapeText, "  int one = 1\n  int two = 2;"));
  bad.put("view.cpp", replaced(solution("view.cpp"), "View slice(", "View slise("));
  bad.put("broadcast.cpp", "");
  bad.put("bigram.cpp", solution("bigram.cpp") + "int main() { return 0; }\n");
  bad.put("frequent_word.cpp", solution("frequent_word.cpp") +
                                   "#include \"labs/00_warm_up/shape_text.h\"\nstd::string "
                                   "llmsys::lab00::shape_text(const std::vector<int64_t>&) { return \"mine\"; }\n");
  bad.put("saxpy.cu", begins_with("saxpy.cu", kSaxpy, "  const int i = threadIdx.w;"));
  const Result result = grade(bad);
  check_statuses(
      result,
      {{"0.1", "BUILD"}, {"0.2", "BUILD"}, {"0.3", "BUILD"}, {"0.4", "BUILD"}, {"0.5", "BUILD"}, {"0.7", "BUILD"}});
  CHECK(contains(result.message_of("0.1"),
                 "labs/00_warm_up/shape_text.cpp:8:3: error: expected ‘,’ or ‘;’ before ‘int’"));
  CHECK(contains(result.message_of("0.2"), "undefined reference to `llmsys::lab00::slice("));
  CHECK(contains(result.message_of("0.2"), "the name and the parameters of its header"));
  CHECK(contains(result.message_of("0.3"), "undefined reference to `llmsys::lab00::broadcast_shapes("));
  CHECK(contains(result.message_of("0.4"), "multiple definition of `main'"));
  CHECK(contains(result.message_of("0.5"), "multiple definition of `llmsys::lab00::shape_text("));
  CHECK(contains(result.message_of("0.7"), "labs/00_warm_up/saxpy.cu:15:"));
  CHECK(result.status_of("0.all") == "BUILD");
  CHECK(contains(result.message_of("0.all"), "do not link into one program"));
  CHECK_FALSE(contains(result.json.dump(), "collect2"));
}

TEST_CASE("files that are missing, binary, folders or links cost their own task; others in the folder do not matter") {
  if (!can_grade()) LLMSYS_SKIP(kReason);
  Submission bad;
  bad.remove("shape_text.cpp");
  fs::rename(bad.path("view.cpp"), bad.path("my_view.cpp"));
  bad.put("broadcast.cpp", std::string("\x7f"
                                       "ELF\0\0\1",
                                       7));
  bad.remove("bigram.cpp");
  fs::create_directory(bad.path("bigram.cpp"));
  bad.remove("frequent_word.cpp");
  fs::create_symlink("/etc/passwd", bad.path("frequent_word.cpp"));
  fs::create_directory(bad.path("tests"));
  bad.put("tests/CMakeLists.txt", "message(FATAL_ERROR \"an edited build\")\n");
  bad.put("CMakeLists.txt", "message(FATAL_ERROR \"an edited build\")\n");
  bad.put("lab.json", "{\"lab\": 0, \"tasks\": []}");
  bad.put("matrix.h", "#error an edited header\n");
  const Result result = grade(bad);
  check_statuses(result, {{"0.1", "BUILD"}, {"0.2", "BUILD"}, {"0.3", "BUILD"}, {"0.4", "BUILD"}, {"0.5", "BUILD"}});
  CHECK(contains(result.message_of("0.1"), "labs/00_warm_up/shape_text.cpp is missing"));
  CHECK(contains(result.message_of("0.2"), "view.cpp is missing: was it deleted or renamed?"));
  CHECK(contains(result.message_of("0.3"), "not text"));
  CHECK(contains(result.message_of("0.4"), "is not a file"));
  CHECK(contains(result.message_of("0.5"), "is a link"));
}

TEST_CASE("programs that hang, crash or end cost their own task") {
  if (!can_grade()) LLMSYS_SKIP(kReason);
  Submission bad;
  bad.put("shape_text.cpp",
          begins_with("shape_text.cpp", kShapeText, "  for (volatile bool on = shape.size() == 5; on;) {}"));
  bad.put("view.cpp", begins_with("view.cpp", kStrides, "  *static_cast<volatile int*>(nullptr) = 1;"));
  bad.put("broadcast.cpp",
          "#include <cstdlib>\nstruct Leave { Leave() { std::exit(0); } } leave;\n" + solution("broadcast.cpp"));
  bad.put("frequent_word.cpp",
          begins_with(
              "frequent_word.cpp", kMostFrequent, "  volatile char c = 0;\n  deep(&c);",
              "static int deep(volatile char* p) { volatile char a[4096]; a[0] = p[0]; return deep(a) + a[0]; }\n"));
  bad.put("loop_orders.cpp", "#include <cstdlib>\nstatic const int kGone = std::atexit([] { std::abort(); });\n" +
                                 solution("loop_orders.cpp"));
  bad.put("saxpy.cu", begins_with("saxpy.cu", kSaxpy, "  y[n + 1] = 0;"));
  const Result result = grade(bad);
  check_statuses(result,
                 {{"0.1", "PASS TIMEOUT"}, {"0.2", "CRASH PASS"}, {"0.3", "CRASH"}, {"0.5", "CRASH"}, {"0.7", "FAIL"}});
  CHECK(contains(result.message_of("0.7"), "out of bounds, in saxpy_kernel at labs/00_warm_up/saxpy.cu:15"));
  CHECK(contains(result.message_of("0.1"), "a loop without end"));
  CHECK(contains(result.message_of("0.1"), "Where: labs/00_warm_up/shape_text.cpp:7 in shape_text"));
  CHECK(contains(result.message_of("0.1"), "Call: shape_text with shape = ["));
  CHECK(contains(result.message_of("0.2"), "a null pointer was used"));
  CHECK(contains(result.message_of("0.2"), "Where: labs/00_warm_up/view.cpp:11 in contiguous_strides"));
  CHECK(contains(result.tests_of("0.2")[0].at("source"), " >   11 |   *static_cast<volatile int*>(nullptr) = 1;"));
  CHECK(contains(result.message_of("0.3"), "exit code 0"));
  CHECK(contains(result.message_of("0.5"), "stack overflow: deep calls itself without end"));
  CHECK_FALSE(contains(result.json.dump(), "[stack]"));
}

TEST_CASE("answers of the wrong shape, dtype or value, and exceptions, cost their own task") {
  if (!can_grade()) LLMSYS_SKIP(kReason);
  Submission bad;
  bad.put("shape_text.cpp", begins_with("shape_text.cpp", kShapeText, "  return \"(\\xff\\x1b[31m)\";"));
  bad.put("view.cpp", begins_with("view.cpp", kStrides, "  if (shape.size() == 2) return {3, 1, 1};"));
  bad.put("broadcast.cpp", begins_with("broadcast.cpp", kBroadcastTo,
                                       "  if (x.rank() == 0) return {};\n  return zeros(shape, DType::f64);",
                                       "#include \"framework/tensor/factories.h\"\n"));
  bad.put("bigram.cpp",
          begins_with("bigram.cpp", kMeanNll, "  if (tokens.size() > 1) return std::nan(\"\");", "#include <cmath>\n"));
  bad.put("frequent_word.cpp",
          begins_with("frequent_word.cpp", kMostFrequent, "  std::exit(0);", "#include <cstdlib>\n"));
  const Result result = grade(bad);
  check_statuses(result,
                 {{"0.1", "FAIL"}, {"0.2", "FAIL PASS"}, {"0.3", "PASS FAIL"}, {"0.4", "PASS FAIL"}, {"0.5", "CRASH"}});
  CHECK(contains(result.terminal, "got \"(\uFFFD?[31m)\", want \"(2,3)\""));
  CHECK(contains(result.message_of("0.2"), "got 3 values [3, 1, 1], want 2 values [3, 1]"));
  CHECK(contains(result.message_of("0.3"), "dtype: got f64, want f32"));
  CHECK(contains(result.message_of("0.3"), "this tensor is undefined"));
  CHECK(contains(result.message_of("0.4"), "got nan, want "));
}

TEST_CASE("a program may print 200 MB and bytes that are no text, and a source hold them: its points stay") {
  if (!can_grade()) LLMSYS_SKIP(kReason);
  Submission loud;
  loud.put(
      "shape_text.cpp",
      begins_with(
          "shape_text.cpp", kShapeText,
          "  static const std::string junk(1 << 20, '\\xff');\n"
          "  for (int i = 0; shape.size() == 5 && i < 200; ++i) std::fwrite(junk.data(), 1, junk.size(), stdout);\n"
          "  std::printf(\"::error title=x::\\xff\\x1b[2J\\n\");",
          "#include <cstdio>\n// \xff\xfe in a comment\n"));
  loud.put("frequent_word.cpp", "#warning \"look here\"\n" + solution("frequent_word.cpp"));
  const Result result = grade(loud);
  check_statuses(result, {});
  CHECK(result.status_of("0.all") == "PASS");
  CHECK(result.json.at("warnings").dump().find("look here") != std::string::npos);
  CHECK_FALSE(contains(result.terminal, "\x1b[2J"));
  CHECK(result.json.dump().size() < 500000);
}

TEST_CASE("files that break the policy cost their own task, and never become part of a program") {
  if (!can_grade()) LLMSYS_SKIP(kReason);
  Submission bad;
  bad.put("shape_text.cpp", solution("shape_text.cpp") + "int read = 0;\n");
  bad.put("view.cpp", "#include <unistd.h>\n" + solution("view.cpp"));
  bad.put("bigram.cpp", solution("bigram.cpp") + "extern \"C\" int fork();\nint start() { return fork(); }\n");
  bad.put("saxpy.cu", solution("saxpy.cu") + "extern \"C\" void __tsan_read4(void*) {}\n");
  const Result result = grade(bad);
  check_statuses(result, {{"0.1", "BUILD"}, {"0.2", "BUILD"}, {"0.4", "BUILD"}, {"0.7", "BUILD"}});
  CHECK(contains(result.message_of("0.1"), "your file defines `read`: the C library has that name"));
  CHECK(contains(result.message_of("0.1"), "rename it or put it into `namespace { }`"));
  CHECK(contains(result.message_of("0.2"), "labs/00_warm_up/view.cpp:1: `#include <unistd.h>`"));
  CHECK(contains(result.message_of("0.4"), "your file calls `fork`"));
  CHECK(contains(result.message_of("0.7"), "__tsan_read4"));
  CHECK(contains(result.message_of("0.all"), "is not written yet"));
}

TEST_CASE("two gradings at once both end well") {
  if (!can_grade()) LLMSYS_SKIP(kReason);
  Submission right, wrong;
  wrong.put("shape_text.cpp", begins_with("shape_text.cpp", kShapeText, "  return \"()\";"));
  Captured run;
  std::jthread other([&] { run = run_grader(wrong); });
  const Result first = grade(right);
  other.join();
  const Result second = result_of(wrong, run);
  check_statuses(first, {});
  CHECK(second.code == 1);
  CHECK(contains(second.status_of("0.1"), "FAIL"));
  CHECK(second.status_of("0.2") == "PASS");
}

TEST_CASE("a program of an earlier build is never run for a file that no longer links") {
  if (!can_grade()) LLMSYS_SKIP(kReason);
  Submission submission;
  CHECK(grade(submission).code == 0);
  submission.put("shape_text.cpp", "// nothing here\n");
  const Result result = grade(submission);
  check_statuses(result, {{"0.1", "BUILD"}});
  CHECK_FALSE(fs::exists(std::string(LLMSYS_TEST_BUILD) + "/labs/00_warm_up/scratch/worker_0.1"));
}
