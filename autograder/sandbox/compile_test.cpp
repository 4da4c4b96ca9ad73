// cmake/compile_or_stub.sh: the compiler sees what a student's file needs and nothing else, and stops in time.
#include <cstdlib>
#include <filesystem>

#include "autograder/sandbox/box.h"
#include "autograder/sandbox/probe.h"
#include "framework/testing/errors.h"
#include "framework/testing/shell.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {
namespace fs = std::filesystem;

// A repository in small: what may be included, and what may not.
class Tree {
 public:
  Tree() {
    write("framework/one.h", "constexpr int framework_one = 1;\n");
    write("labs/01/two.h", "constexpr int labs_two = 2;\n");
    write("solutions/01/answer.h", "constexpr int secret = 42;\n");
    write("autograder/01/expected.h", "constexpr int secret = 42;\n");
    write("other/student.h", "constexpr int secret = 42;\n");
    write("overlay/other.cpp", "constexpr int secret = 42;\n");
    write("stub.cpp", "int stub() { return 0; }\n");
    fs::create_directories(folder_.path("out"));
  }

  // What became of a file with that content. Fails the test unless there is an object in the end: of the file or of the stub.
  struct Outcome {
    bool compiled;
    std::string log;
  };
  Outcome compile(const std::string& content, SandboxLevel level) const {
    write("overlay/t.cpp", content);
    fs::remove(path("out/t.o"));
    const std::string script = fs::absolute(source_root()).string() + "/cmake/compile_or_stub.sh";
    const ShellResult run = shell(
        "cd '" + path("") + "' && LLMSYS_SANDBOX=" + std::string(to_text(level)) + " bash '" + script + "' '" +
        box_program() + "' '" + path("") + "' '" + path("overlay/t.cpp") + "' '" + path("stub.cpp") +
        "' labs/01/t.cpp '" + path("overlay/t.cpp") + "' -- /usr/bin/c++ '-I" + path("") +
        "' -std=c++20 -fmax-errors=20 -MD -MT out/t.o -MF out/t.d " + "-o out/t.o -c '" + path("overlay/t.cpp") + "'");
    INFO(run.text);
    CHECK(run.code == 0);
    CHECK(fs::exists(path("out/t.o")));
    const std::string log = path("overlay/t.cpp.log");
    return {!fs::exists(path("overlay/t.cpp.failed")), fs::exists(log) ? read_file(log) : ""};
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    const std::string whole = folder_.path(name);
    return whole.ends_with('/') ? whole.substr(0, whole.size() - 1) : whole;
  }

 private:
  void write(const std::string& name, const std::string& content) const {
    fs::create_directories(fs::path(path(name)).parent_path());
    write_file(path(name), content);
  }

  TemporaryFolder folder_;
};

std::vector<SandboxLevel> real_levels() {
  static const SandboxLevel best = probe_sandbox().best;
  std::vector<SandboxLevel> out;
  for (const SandboxLevel level : {SandboxLevel::l1, SandboxLevel::l2})
    if (level <= best) out.push_back(level);
  return out;
}

}  // namespace

TEST_CASE("a file that compiles becomes an object with its list of headers, at every level") {
  const Tree tree;
  for (const SandboxLevel level : {SandboxLevel::l0, SandboxLevel::l1, SandboxLevel::l2}) {
    if (level > probe_sandbox().best) continue;
    INFO("level " << to_text(level));
    const auto outcome = tree.compile(
        "#include \"framework/one.h\"\n#include \"labs/01/two.h\"\n#include <vector>\n"
        "int f() { int unused; return framework_one + labs_two; }\n",
        level);
    CHECK(outcome.compiled);
    CHECK(contains(read_file(tree.path("out/t.d")), tree.path("framework/one.h")));
  }
}

TEST_CASE("a file cannot include the solutions, the tests, another student's file or a file of the machine's") {
  if (real_levels().empty()) LLMSYS_SKIP("no sandbox works here");
  const Tree tree;
  CHECK(tree.compile("#include \"solutions/01/answer.h\"\n", SandboxLevel::l0)
            .compiled);  // so there is something to hold
  for (const SandboxLevel level : real_levels())
    for (const std::string name : {"solutions/01/answer.h", "autograder/01/expected.h", "other/student.h",
                                   "overlay/other.cpp", "/etc/passwd", "/dev/zero", "/dev/random"}) {
      INFO("level " << to_text(level) << ": " << name);
      const auto outcome = tree.compile("#include \"" + name + "\"\n", level);
      CHECK_FALSE(outcome.compiled);
      CHECK_FALSE(contains(outcome.log, "secret"));
      const std::string other_way = tree.path(name);
      CHECK_FALSE(tree.compile("asm(\".incbin \\\"" + other_way + "\\\"\");\n", level).compiled);
    }
}

TEST_CASE("the linker makes a program, and reads no object that lies outside of the build folder, at every level") {
  const TemporaryFolder build, elsewhere;
  write_file(build.path("main.cpp"), "int other();\nint main() { return other(); }\n");
  write_file(elsewhere.path("other.cpp"), "int other() { return 0; }\n");
  write_file(build.path("script.ld"), "INPUT(" + elsewhere.path("other.o") + ")\n");  // not a word of the command
  const auto compile = [](const std::string& stem) { return shell("c++ -c -o " + stem + ".o " + stem + ".cpp").code; };
  REQUIRE(compile(build.path("main")) == 0);
  REQUIRE(compile(elsewhere.path("other")) == 0);
  const auto link = [&](SandboxLevel level, const std::string& more) {
    const std::string script = fs::absolute(source_root()).string() + "/cmake/link_in_box.sh";
    fs::remove(build.path("program"));
    shell("cd " + build.path("") + " && LLMSYS_SANDBOX=" + std::string(to_text(level)) + " bash '" + script + "' " +
          box_program() + " " + fs::path(build.path("x")).parent_path().string() +
          " -- /usr/bin/c++ main.o -o program " + more);
    return fs::exists(build.path("program"));
  };
  CHECK(link(SandboxLevel::l0, "script.ld"));
  for (const SandboxLevel level : real_levels()) {
    INFO("level " << to_text(level));
    CHECK(link(level, elsewhere.path("other.o")));
    CHECK_FALSE(link(level, "script.ld"));
  }
}

TEST_CASE("a file that would fill the disk or the log is stopped") {
  if (real_levels().empty()) LLMSYS_SKIP("no sandbox works here");
  const Tree tree;
  for (const SandboxLevel level : real_levels()) {
    INFO("level " << to_text(level));
    CHECK_FALSE(tree.compile("asm(\".fill 68719476736, 1, 0\");\n", level).compiled);
    std::string many;
    for (int i = 0; i < 2000; ++i) many += "wrong" + std::to_string(i) + " x;\n";
    const auto outcome = tree.compile(many, level);
    CHECK_FALSE(outcome.compiled);
    CHECK(outcome.log.size() < 8000);
    CHECK(contains(outcome.log, "labs/01/t.cpp"));
  }
}
