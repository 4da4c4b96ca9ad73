#include "autograder/submission/layouts.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "autograder/cli/process.h"
#include "autograder/submission/git_time.h"
#include "autograder/submission/gradescope.h"
#include "autograder/submission/layout_names.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

namespace fs = std::filesystem;

// A class's folder, made of the names of files; one that ends with a slash is a folder.
class ClassFolder {
 public:
  explicit ClassFolder(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      fs::create_directories(fs::path(folder_.path(name)).parent_path());
      if (!name.ends_with('/')) write_file(folder_.path(name), name);
    }
  }
  HandedInClass find(const LayoutOptions& options = {}) const { return find_submissions(folder_.path(), options); }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_.path(name); }

 private:
  TemporaryFolder folder_;
};

std::vector<std::string> ids(const HandedInClass& found) {
  std::vector<std::string> out;
  for (const HandedIn& student : found.students) out.push_back(student.id);
  return out;
}

std::vector<std::string> names_of(const HandedIn& student) {
  std::vector<std::string> out;
  for (const Piece& piece : student.pieces) out.push_back(piece.name);
  return out;
}

}  // namespace

TEST_CASE("a folder or an archive for each student; anything else is passed over and named") {
  const HandedInClass found =
      ClassFolder({"jane/a.cpp", "joe.tar.gz", "zoë.zip", "README.md", "__MACOSX/x", ".DS_Store"}).find();
  CHECK(found.layout == "plain");
  CHECK(ids(found) == std::vector<std::string>{"jane", "joe", "zoë"});
  REQUIRE(found.notes.size() == 1);
  CHECK(contains(found.notes[0], "README.md"));
}

TEST_CASE("Moodle: a folder for each student, or flat files") {
  const HandedInClass folders =
      ClassFolder({"Jane Ö. Doe_1234567_assignsubmission_file_/a.cpp", "Joe_7654321_assignsubmission_file/lab.zip"})
          .find();
  CHECK(folders.layout == "moodle");
  CHECK(ids(folders) == std::vector<std::string>{"1234567", "7654321"});
  CHECK(folders.students[0].name == "Jane Ö. Doe");
  const HandedInClass flat =
      ClassFolder({"Jane Doe_12_assignsubmission_file_a.cpp", "Jane Doe_12_assignsubmission_file_b_2.cpp"}).find();
  REQUIRE(flat.students.size() == 1);
  CHECK(names_of(flat.students[0]) == std::vector<std::string>{"a.cpp", "b_2.cpp"});
}

TEST_CASE("a name that an old Windows wrote costs nobody the grade") {
  const HandedInClass found =
      ClassFolder({"Jos\xE9_12_assignsubmission_file_/a.cpp", "Joe_13_assignsubmission_file_/a.cpp"}).find();
  CHECK(ids(found) == std::vector<std::string>{"12", "13"});
  CHECK(found.students[0].name == "Jos%E9");
  CHECK(fs::path(found.students[0].pieces[0].path).filename() == "Jos\xE9_12_assignsubmission_file_");
}

TEST_CASE("Canvas: login, user and submission in front of a file's name") {
  const HandedInClass found =
      ClassFolder({"doejane_4711_100_backward-1.cpp", "doejane_4711_100_a_b.cpp", "roejohn_LATE_4712_101_lab01.zip",
                   "van_der_berg_4713_102_a_1_2_b.cpp", "notes.txt"})
          .find();
  CHECK(found.layout == "canvas");
  CHECK(ids(found) == std::vector<std::string>{"4711", "4712", "4713"});
  CHECK(found.students[2].name == "van_der_berg");
  CHECK(names_of(found.students[2]) == std::vector<std::string>{"a_1_2_b.cpp"});
  CHECK(names_of(found.students[0]) == std::vector<std::string>{"a_b.cpp", "backward.cpp"});
  CHECK(found.students[0].name == "doejane");
  CHECK(contains(found.students[1].notes.at(0), "late"));
}

TEST_CASE("of several submissions of one student the latest counts, and the others are named") {
  const HandedInClass canvas =
      ClassFolder({"doe_1_99_a.cpp", "doe_1_100_a-1.cpp", "doe_1_100_a-2.cpp", "doe_1_98_b.cpp"}).find();
  REQUIRE(canvas.students.size() == 1);
  const HandedIn& doe = canvas.students[0];
  REQUIRE(doe.pieces.size() == 1);
  CHECK(doe.pieces[0].path.ends_with("doe_1_100_a-2.cpp"));
  CHECK(contains(doe.notes.at(0), "doe_1_98_b.cpp, doe_1_99_a.cpp"));
  const ClassFolder plain({"jane/a.cpp", "jane.zip"});
  fs::last_write_time(plain.path("jane"), fs::file_time_type::clock::now() - std::chrono::hours(1));
  const HandedIn jane = plain.find().students.at(0);
  CHECK(jane.source == "jane.zip");
  CHECK(contains(jane.notes.at(0), "not jane"));
}

TEST_CASE("GitHub Classroom: checkouts that begin with the assignment's name") {
  const HandedInClass found = ClassFolder({"lab-01-jane/.git/HEAD", "lab-01-joe-1/.git/HEAD"}).find();
  CHECK(found.layout == "classroom");
  CHECK(ids(found) == std::vector<std::string>{"jane", "joe-1"});
}

TEST_CASE("a checkout tells when its last commit was made, and its configuration is never read") {
  const TemporaryFolder folder;
  const std::string checkout = folder.path("lab-jane"), ran = folder.path("ran");
  const auto git = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", checkout, "-c", "user.name=J", "-c", "user.email=j@x"});
    return capture(words, {.folder = "", .environment = {{"GIT_COMMITTER_DATE", "1700000000 +0100"}}}).code;
  };
  fs::create_directory(checkout);
  if (git({"init", "-q"}) != 0) LLMSYS_SKIP("needs git");
  CHECK_FALSE(commit_time(checkout));
  REQUIRE(git({"commit", "-q", "--allow-empty", "-m", "x"}) == 0);
  const std::string config = checkout + "/.git/config";
  write_file(config, read_file(config) + "[core]\n\tfsmonitor = touch " + ran + "\n\tsshCommand = touch " + ran +
                         "\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = touch " + ran + "\n");
  CHECK(commit_time(checkout) == 1'700'000'000);
  REQUIRE(git({"pack-refs", "--all"}) == 0);
  fs::remove(ran);  // our own command above read the configuration
  CHECK(commit_time(checkout) == 1'700'000'000);
  CHECK_FALSE(fs::exists(ran));
  write_file(checkout + "/.git/HEAD", "ref: refs/../../../secret\n");
  CHECK_FALSE(commit_time(checkout));
}

TEST_CASE("Gradescope: names, numbers and times from the export's own file") {
  const ClassFolder folder({"submission_1/a.cpp", "submission_2/a.cpp"});
  write_file(folder.path("submission_metadata.yml"),
             "---\nsubmission_1:\n  :submitters:\n  - :name: Jane Doe\n    :sid: '0042'\n    :email: jane@x.edu\n"
             "  :created_at: 2026-11-02 12:00:00.123 -08:00\n  :score: 1.0\n"
             "submission_2:\n  :submitters:\n  - :name: Joe\n");
  const HandedInClass found = folder.find();
  CHECK(found.layout == "gradescope");
  CHECK(ids(found) == std::vector<std::string>{"0042", "submission_2"});
  CHECK(found.students[0].email == "jane@x.edu");
  CHECK(found.students[0].submitted_at == parse_time("2026-11-02T20:00:00Z"));
}

TEST_CASE("ids come from a regular expression where one is given") {
  const ClassFolder folder({"hw1 (jane) final/a.cpp", "hw1 (joe)/a.cpp", "lost/a.cpp"});
  const HandedInClass found = folder.find({.layout = "plain", .id_regex = "[(](.*)[)]"});
  CHECK(ids(found) == std::vector<std::string>{"jane", "joe"});
  CHECK(contains(found.notes.at(0), "lost"));
  CHECK(contains(message_of([&] { folder.find({.layout = "plain", .id_regex = "(("}); }), "no regular expression"));
  CHECK(contains(message_of([&] { folder.find({.layout = "plain", .id_regex = "x"}); }), "needs a group"));
}

TEST_CASE("ids are names of files, and two students never share one") {
  CHECK(id_from("../../etc/passwd") == "_.._.._etc_passwd");
  CHECK(id_from("-rf x") == "_-rf_x");
  CHECK(id_from("") == "_");
  CHECK(id_from("Łukasz ;rm") == "Łukasz__rm");
  CHECK(id_from(std::string(300, 'x')).size() == 100);
  const HandedInClass found = ClassFolder({"jane doe/a.cpp", "jane_doe/a.cpp", "Jane_Doe/a.cpp"}).find();
  CHECK(found.students.size() == 3);
  std::vector<std::string> all = ids(found);
  std::sort(all.begin(), all.end());
  CHECK(all == std::vector<std::string>{"Jane_Doe", "jane_doe~2", "jane_doe~3"});
}

TEST_CASE("a folder that only holds the folder of submissions is looked into; an empty one is an error") {
  CHECK(ids(ClassFolder({"download/submissions/jane/a.cpp", "download/submissions/joe/a.cpp"}).find()) ==
        std::vector<std::string>{"jane", "joe"});
  CHECK(contains(message_of([] { ClassFolder({}).find(); }), "no submissions"));
}

TEST_CASE("links in a class's folder are not followed") {
  const ClassFolder folder({"jane/a.cpp"});
  fs::create_directory_symlink("/etc", folder.path("joe"));
  const HandedInClass found = folder.find();
  CHECK(ids(found) == std::vector<std::string>{"jane"});
  CHECK(contains(found.notes.at(0), "joe"));
}
