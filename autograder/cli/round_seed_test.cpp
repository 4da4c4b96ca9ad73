// Seeds of rounds: who gets which inputs, and who is told.
#include "autograder/cli/round_seed.h"

#include <sys/stat.h>

#include "autograder/cli/paths.h"
#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using llmsys::testing::contains;

namespace {

class SecretFile {
 public:
  explicit SecretFile(const std::string& content) { llmsys::testing::write_file(path(), content); }
  [[nodiscard]] std::string path() const { return folder_.path("secret"); }

 private:
  llmsys::testing::TemporaryFolder folder_;
};

LabManifest lab_five() {
  LabManifest lab;
  lab.number = 5;
  lab.folder = "05_tokenizer";
  return lab;
}

}  // namespace

TEST_CASE("a round's seed is the beginning of HMAC-SHA256") {
  // python3: hmac.new(b"0123456789abcdef", b"lab05\n1", "sha256").hexdigest()[:16]
  CHECK(round_seed("0123456789abcdef", "lab05", 1) == 0xcef19472bd3e574c);
  CHECK(round_seed("0123456789abcdef", "lab05", 2) == 0xb205204fe5c807d6);
  // longer than a block of SHA-256: then the key is the secret's hash
  CHECK(round_seed(std::string(131, '\xaa'), "lab05", 1) == 0xa70765f403e13a42);
}

TEST_CASE("secret, lab and round each change the seed; the same three give it again") {
  const uint64_t seed = round_seed("0123456789abcdef", "lab05", 1);
  CHECK(round_seed("0123456789abcdef", "lab05", 1) == seed);
  CHECK(round_seed("0123456789abcdeg", "lab05", 1) != seed);
  CHECK(round_seed("0123456789abcdef", "lab06", 1) != seed);
  CHECK(round_seed("0123456789abcdef", "lab0", 51) != round_seed("0123456789abcdef", "lab05", 1));
}

TEST_CASE("a secret's seed is not shown but logged, for the instructor alone") {
  const SecretFile file("0123456789abcdef\n");
  const ChosenSeed chosen = choose_seed({.seed = "", .secret_file = file.path(), .round = 2}, lab_five());
  CHECK_FALSE(chosen.shown);
  CHECK(chosen.seed == round_seed("0123456789abcdef", "lab05", 2));
  choose_seed({.seed = "", .secret_file = file.path(), .round = 3}, lab_five());
  const std::string log = read_text_file(seed_log(file.path()));
  CHECK(contains(log, text(" lab05 round 2 seed ", chosen.seed, "\n")));
  CHECK(contains(log, " round 3 seed "));
  struct stat info {};
  REQUIRE(stat(seed_log(file.path()).c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
}

TEST_CASE("a seed of an earlier grading is used and shown; without one it is fresh") {
  const ChosenSeed replayed = choose_seed({.seed = "18446744073709551615", .secret_file = ""}, lab_five());
  CHECK(replayed.shown);
  CHECK(replayed.seed == 18446744073709551615U);
  CHECK(choose_seed({}, lab_five()).seed != choose_seed({}, lab_five()).seed);
}

TEST_CASE("a secret that is none is refused, and so are a seed and a secret at once") {
  const SecretFile file("short\n");
  const SeedChoice choice{.seed = "", .secret_file = file.path()};
  CHECK(contains(testing::message_of([&] { choose_seed(choice, lab_five()); }), "holds 5 bytes, a secret needs 16"));
  CHECK_THROWS_AS(choose_seed({.seed = "1", .secret_file = file.path()}, lab_five()), ValueError);
  CHECK_THROWS_AS(choose_seed({.seed = "", .secret_file = file.path() + "_not_there"}, lab_five()), IoError);
}
