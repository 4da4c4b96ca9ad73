// Mistakes of newcomers, what g++ 12 said of each (recorded by corpus/record.sh), and what we make of it.
#include "autograder/explain/compile_errors.h"

#include <cstdlib>
#include <filesystem>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

namespace fs = std::filesystem;

// A file of corpus/.
struct Case {
  std::string path, file, source, log, shown;

  explicit Case(std::string its_path) : path(std::move(its_path)) {
    const std::string content = read_file(path);
    const size_t file_at = content.find("=== "), source_at = content.find('\n', file_at) + 1;
    const size_t log_at = content.find("=== g++\n"), shown_at = content.find("=== shown\n");
    REQUIRE(log_at != std::string::npos);
    file = content.substr(file_at + 4, source_at - file_at - 5);
    source = content.substr(source_at, log_at - source_at);
    log = content.substr(log_at + 8, shown_at == std::string::npos ? shown_at : shown_at - log_at - 8);
    if (shown_at != std::string::npos) shown = content.substr(shown_at + 10);
  }
  [[nodiscard]] std::string explained() const {
    const bool error = contains(log, "error: ");
    return (error ? explain_compile_errors(log, file, source) : explain_compile_warnings(log, file, source)) + "\n";
  }
};

std::vector<Case> corpus() {
  std::vector<Case> out;
  for (const auto& entry : fs::directory_iterator(source_root() + "/autograder/explain/corpus"))
    if (entry.path().extension() == ".txt") out.emplace_back(entry.path().string());
  return out;
}

}  // namespace

TEST_CASE("each mistake of the corpus is told as its file says; LLMSYS_UPDATE=1 writes what is told now") {
  const std::vector<Case> cases = corpus();
  CHECK(cases.size() >= 110);
  for (const Case& one : cases) {
    INFO(one.path);
    if (std::getenv("LLMSYS_UPDATE") != nullptr) {
      const std::string content = read_file(one.path);
      write_file(one.path, content.substr(0, content.find("=== shown\n")) + "=== shown\n" + one.explained());
    } else {
      CHECK(one.explained() == one.shown);
    }
  }
}

TEST_CASE("what is shown names the student's file first, is short, and has a hint for every mistake of the corpus") {
  for (const Case& one : corpus()) {
    const std::string shown = one.explained();
    INFO(one.path << "\n" << shown);
    CHECK(shown.rfind(one.file + ":", 0) == 0);
    CHECK(std::count(shown.begin(), shown.end(), '\n') <= 16);
    CHECK(contains(shown, "Hint: "));
    CHECK_FALSE(contains(shown, "required from"));
    CHECK_FALSE(contains(shown, "/usr/include"));
  }
}

TEST_CASE("words that are no messages are shown as they are, within bounds") {
  CHECK(explain_compile_errors("c++: fatal error: Killed signal\n", "a.cpp", "") ==
        "c++: fatal error: Killed signal\n");
  CHECK(explain_compile_errors(std::string(100000, 'x'), "a.cpp", "").size() == 1500);
  CHECK(explain_compile_errors("", "a.cpp", "").empty());
  CHECK(explain_compile_warnings("nothing\n", "a.cpp", "").empty());
}

TEST_CASE("a message about a line that is not there, or of endless words, is shown without it and shortened") {
  const std::string log = "a.cpp:99:7: error: " + std::string(100000, 'y') + "\n";
  const std::string shown = explain_compile_errors(log, "a.cpp", "one line\n");
  CHECK(shown.rfind("a.cpp:99:7: error: yyy", 0) == 0);
  CHECK(shown.size() < 400);
  CHECK(explain_compile_errors("a.cpp:999999999999:7: error: z\n", "a.cpp", "") == "a.cpp:999999999999:7: error: z");
}
