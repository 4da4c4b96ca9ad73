// `./lab grade-all` on made-up classes of lab 00: each bad submission costs itself, a kill costs nothing that was done.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
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

constexpr const char* kFile = "shape_text.cpp";  // task 0.1

std::string solution(const std::string& file) { return read_file(source_root() + "/solutions/00_warm_up/" + file); }

// A class's folder.
class MadeUpClass {
 public:
  // A student with this file for task 0.1 and nothing else.
  void add(const std::string& student, const std::string& shape_text) const {
    fs::create_directories(folder_.path("class/" + student));
    write_file(folder_.path("class/" + student + "/" + kFile), shape_text);
  }
  void put(const std::string& path, const std::string& bytes) const {
    fs::create_directories(fs::path(folder_.path("class/" + path)).parent_path());
    write_file(folder_.path("class/" + path), bytes);
  }
  [[nodiscard]] std::string in(const std::string& path) const { return folder_.path(path); }
  [[nodiscard]] std::string out(const std::string& file = "") const { return folder_.path("class.graded/" + file); }
  [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {LLMSYS_TEST_CLI, "grade-all", folder_.path("class"), "--lab", "0", "--seed", "7"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  [[nodiscard]] Captured grade(const std::vector<std::string>& more = {}) const {
    return capture(
        command(more),
        {.folder = "", .environment = {{"LLMSYS_ROOT", source_root()}, {"LLMSYS_BUILD", LLMSYS_TEST_BUILD}}});
  }
  [[nodiscard]] Json grades() const { return Json::parse(read_file(out("grades.json"))); }
  [[nodiscard]] Json entry(const std::string& id) const {
    const Json all = grades();
    for (const Json& one : all.at("submissions"))
      if (one.at("id") == id) return one;
    FAIL("no entry of " << id);
    return {};
  }

 private:
  TemporaryFolder folder_;
};

int64_t files_in(const std::string& folder) {
  if (!fs::exists(folder)) return 0;
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

// Starts `command`, waits until `folder` holds `files` files, and kills it.
void kill_when(const std::vector<std::string>& command, const std::string& folder, int64_t files) {
  const pid_t child = fork();
  if (child == 0) {
    setenv("LLMSYS_ROOT", source_root().c_str(), 1);
    setenv("LLMSYS_BUILD", LLMSYS_TEST_BUILD, 1);
    become(command);
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(10);
  while (files_in(folder) < files && waitpid(child, nullptr, WNOHANG) == 0 && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
}

}  // namespace

TEST_CASE("good, bad and absent work in one class: each gets what it earned, none stops the rest") {
  const MadeUpClass students;
  const std::string right = solution(kFile);
  students.add("right", right);
  students.add("same", right);
  students.add("broken", right + "\nint missing_semicolon\n");
  students.put("empty/README.md", "I was ill\n");
  students.put("forged.zip", "PK\x03\x04 nothing");
  students.put("renamed/shape_text (1).cpp", right);
  const Captured run = students.grade();
  INFO(run.text);
  CHECK(run.code == 0);
  CHECK(contains(run.text, "6 submissions: 1 bad_archive, 3 graded, 2 no_files"));
  CHECK(students.entry("right").at("points") == students.entry("same").at("points"));
  CHECK(students.entry("right").at("points") > 0);
  CHECK(students.entry("broken").at("points") == 0);
  CHECK(students.entry("forged").at("status") == "bad_archive");
  const auto report = [&](const std::string& id) { return read_file(students.out("reports/" + id + ".json")); };
  CHECK(contains(report("broken"), "does not compile"));
  CHECK(contains(report("renamed"), "its name must be shape_text.cpp"));
  CHECK(students.entry("renamed").at("points") == 0);
  CHECK(contains(students.entry("right").at("files").dump(), "files/right/shape_text.cpp"));
}

TEST_CASE("a grading that is killed goes on where it was, and grades nothing twice") {
  const MadeUpClass students;
  for (int i = 0; i < 5; ++i) students.add("s" + std::to_string(i), solution(kFile) + "// " + std::to_string(i) + "\n");
  const std::string findings = students.out("state/findings");
  kill_when(students.command({"-j", "1"}), students.out("reports"), 4);  // two reports of each of two students
  CHECK_FALSE(fs::exists(students.out("grades.json")));
  const int64_t before = files_in(findings);
  REQUIRE(before > 0);
  std::map<std::string, fs::file_time_type> times;
  for (const auto& entry : fs::directory_iterator(findings)) times[entry.path()] = entry.last_write_time();
  const Captured run = students.grade();
  INFO(run.text);
  CHECK(run.code == 0);
  CHECK(students.grades().at("submissions").size() == 5);
  for (const auto& [path, time] : times) CHECK(fs::last_write_time(path) == time);
  const std::string first = read_file(students.out("reports/s0.json"));
  CHECK(contains(first, "PASS"));
  CHECK(students.grade({"--only", "s3", "--only", "s1"}).code == 0);  // the others' grades stay as they are
  CHECK(students.grades().at("submissions").size() == 5);
}

TEST_CASE("wrong usage says what to do") {
  const MadeUpClass students;
  students.add("jane", "x");
  CHECK(contains(students.grade({"--only", "joe"}).text, "of 1 students none has the id joe"));
  CHECK(contains(students.grade({"--apply"}).text, "--regrade-diff OLD"));
  CHECK(contains(students.grade({"--id-regex", "joe"}).text, "needs a group"));
  CHECK(contains(students.grade({"--out", students.in("class/out")}).text, "lies among the submissions"));
  for (const char* decision :
       {"--apply", "--cancel", "--hint=0"}) {  // never compared with itself, never removed for that
    const Captured same =
        students.grade({"--regrade-diff", students.out(), "--out", students.in("class.graded"), decision});
    CHECK(contains(same.text, "cannot be compared with themselves"));
  }
  CHECK(contains(students.grade({"--course", students.in("none.json")}).text, "cannot read the course file"));
}
