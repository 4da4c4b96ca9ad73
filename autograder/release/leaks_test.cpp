// A small repository with secrets, and releases that tell one of them each.
#include "autograder/cli/process.h"
#include "autograder/release/secrets.h"
#include "autograder/release/tree.h"
#include "framework/base/text.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

constexpr const char* kSolutionLine = "  return secret_normaliser(weights) / count;";
constexpr const char* kGivenLine = "for (size_t i = 0; i < weights.size(); ++i) {";

// Writes files below a folder.
void plant(const testing::TemporaryFolder& folder, const std::vector<std::pair<std::string, std::string>>& files) {
  for (const auto& [name, content] : files) write_atomically(folder.path(name), content);
}

Secrets small_secrets(const testing::TemporaryFolder& root) {
  plant(
      root,
      {{"solutions/00_warm_up/view.cpp", text("// a comment on hidden_trick\n", kSolutionLine, "\n", kGivenLine, "\n")},
       {"labs/00_warm_up/given.cpp", text(kGivenLine, "\n")},
       {"autograder/00_warm_up/tests.cpp", "expect(reference_normaliser(2) > 0, \"a larger norm\");\n"},
       {"autograder/00_warm_up/hidden.cpp", "expect_equal(out[\"y\"], values_at_edges(17), \"y\");\n"},
       {"autograder/00_warm_up/reference/norm.cpp", "double reference_normaliser(double x);\n"},
       {"autograder/00_warm_up/diagnoses.cpp", "return {\"0.2\", \"column_major\"}; // x\nint column_major();\n"},
       {"autograder/00_warm_up/mutants/0_2_sign.patch", "+  return -secret_sign(stride) * offset;\n"}});
  return secrets_of(root.path());
}

// What a release says that has one file.
std::string leak_of(const std::string& name, const std::string& content) {
  const testing::TemporaryFolder root, release;
  const Secrets secrets = small_secrets(root);
  plant(release, {{name, content}});
  return join(find_leaks(release.path(), secrets, {root.path()}), "\n");
}

const std::string kZero(1, '\0');

}  // namespace

TEST_CASE("nothing leaks from what is given") {
  CHECK(leak_of("labs/00_warm_up/given.cpp", text(kGivenLine, "\n")).empty());
  CHECK(leak_of("prebuilt/a.o", text("column_major", kZero, "_ZN6llmsys5shape", kZero))
            .empty());  // a message to students
}

TEST_CASE("a line of a solution, a hidden test or a mutant is found in any file") {
  const std::string file = GENERATE("docs/notes.md", "labs/00_warm_up/view.cpp", "prebuilt/a.o");
  const std::string end = file == "prebuilt/a.o" ? kZero : "\n";
  CHECK(leak_of(file, text("x\n    ", kSolutionLine, end)).find("has a line of a secret file") != std::string::npos);
  CHECK(leak_of(file, text("expect_equal(out[\"y\"], values_at_edges(17), \"y\");", end)).find("secret file") !=
        std::string::npos);
  CHECK(leak_of(file, text("return -secret_sign(stride) * offset;", end)).find("secret file") != std::string::npos);
  CHECK(leak_of(file, text("/// - return -secret_sign(stride) * offset;", end)).find("secret file") !=
        std::string::npos);
}

TEST_CASE("a copy of a solution that was forgotten in labs/ is found, though it makes the solution's lines known") {
  const testing::TemporaryFolder root, release;
  const std::string begin = "  // BEGIN SOLUTION task 0.2 norm\n", end = "  // END SOLUTION\n";
  const std::string inside =
      "  const double norm = sum_of(weights);\n\n  // no zero\n  if (norm == 0) return 0;\n  return a / norm;\n";
  const std::string copy = "double f() {\n" + inside + "}\n";
  plant(root, {{"solutions/00_warm_up/view.cpp", "double f() {\n" + begin + inside + end + "}\n"},
               {"labs/00_warm_up/my_view.cpp", copy}});
  const Secrets secrets = secrets_of(root.path());
  REQUIRE(secrets.lines == std::set<std::string>{"BEGIN SOLUTION task 0.2 norm"});  // none of its code
  plant(release, {{"labs/00_warm_up/my_view.cpp", copy}});
  const std::vector<std::string> leaks = find_leaks(release.path(), secrets, {});
  REQUIRE(leaks.size() == 1);
  CHECK_THAT(leaks[0], Catch::Matchers::Contains("three lines of a solution, from: const double norm"));
  plant(release, {{"labs/00_warm_up/my_view.cpp", "const double norm = sum_of(weights);\nreturn a / norm;\n"}});
  CHECK(find_leaks(release.path(), secrets, {}).empty());
}

TEST_CASE("names of secret functions are found in objects, mangled or not") {
  CHECK(leak_of("prebuilt/a.o", kZero + "_ZN6llmsys20reference_normaliserEd" + kZero)
            .find("names `reference_normaliser`") != std::string::npos);
  CHECK(leak_of("prebuilt/a.o", kZero + "secret_normaliser(double)" + kZero).find("names `secret_normaliser`") !=
        std::string::npos);
  CHECK(leak_of("prebuilt/a.o", kZero + "_ZN12column_majorEv" + kZero).find("names `column_major`") !=
        std::string::npos);
}

TEST_CASE("secret files and paths of this machine are found") {
  CHECK(leak_of("autograder/00_warm_up/reference/norm.cpp", "\n").find("must not be there") != std::string::npos);
  const testing::TemporaryFolder root, release;
  const Secrets secrets = small_secrets(root);
  plant(release, {{"prebuilt/a.o", "x" + kZero + root.path("labs") + kZero}});
  CHECK(find_leaks(release.path(), secrets, {root.path()}).size() == 1);
}

TEST_CASE("of the repository itself every kind of secret is known, and what is given is not one") {
  const Secrets secrets = secrets_of(testing::source_root());
  CHECK(secrets.lines.size() > 5000);
  CHECK(secrets.names.size() > 300);
  for (const char* file : {"solutions/00_warm_up/view.cpp", "autograder/01_autodiff/hidden_tensor.cpp",
                           "autograder/05_tokenizer/reference/bpe.h", "autograder/04_transformer/diagnoses_rope.cpp",
                           "autograder/00_warm_up/diagnoses.h"})
    CHECK(is_secret_file(file));
  for (const char* file :
       {"labs/00_warm_up/view.cpp", "autograder/01_autodiff/tests_backward.cpp", "framework/tensor/raw.h"})
    CHECK_FALSE(is_secret_file(file));
}
