#include <algorithm>
#include <set>

#include "autograder/attacks/attack.h"
#include "autograder/attacks/elsewhere.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys;
using llmsys::testing::read_file;
using llmsys::testing::source_root;

std::vector<Attack> corpus() { return find_attacks(source_root() + "/autograder/attacks"); }

std::vector<AttackElsewhere> elsewhere() {
  return attacks_elsewhere(source_root() + "/autograder/attacks/elsewhere.txt");
}

}  // namespace

TEST_CASE("attacks that are tested elsewhere are there") {
  CHECK(elsewhere().size() >= 35);
  for (const AttackElsewhere& attack : elsewhere()) {
    INFO(attack.tries);
    CHECK((attack.kind == "archive" || attack.kind == "timing"));
    const bool there = read_file(source_root() + "/" + attack.test).find(attack.words) != std::string::npos;
    CHECK(there);
  }
}

TEST_CASE("the corpus is large, and each attack says what it tries and what holds it") {
  const std::vector<Attack> attacks = corpus();
  CHECK(attacks.size() >= 100);
  std::set<std::string> names;
  for (const Attack& attack : attacks) {
    INFO(attack.name);
    CHECK(names.insert(attack.name).second);
    CHECK((attack.refused || !attack.policy_alone()));
  }
}

TEST_CASE("docs/attacks.md is the corpus as it is") {
  const bool same =
      read_file(source_root() + "/docs/attacks.md") == attack_page(corpus(), page_of_elsewhere(elsewhere()));
  INFO("write it anew: build/cpu/autograder/attacks/llmsys_attack_corpus --page > docs/attacks.md");
  CHECK(same);
}

TEST_CASE("an attack is put where its head says") {
  Attack attack;
  attack.code = "int port = PORT;\n";
  const std::string stub = "int f() {\n  throw NotImplemented(\"x\");\n}\n";
  const std::string solution = "int f() {\n  // BEGIN SOLUTION task 0.2 f\n  return 1;\n  // END SOLUTION\n}\n";
  CHECK(attacked_file(attack, stub, solution, {{"PORT", "80"}}) ==
        "int port = 80;\n\nint f() {\n  ::attack();\n  throw NotImplemented(\"x\");\n}\n");
  attack.place = Place::solution;
  CHECK(attacked_file(attack, stub, solution, {{"PORT", "80"}}) ==
        "int port = 80;\n\nint f() {\n  // BEGIN SOLUTION task 0.2 f\n  ::attack();\n  return 1;\n  // END "
        "SOLUTION\n}\n");
  attack.place = Place::file;
  CHECK(attacked_file(attack, stub, solution, {}) == "int port = PORT;\n\n" + stub);
  attack.place = Place::whole;
  CHECK(attacked_file(attack, stub, solution, {}) == "int port = PORT;\n");
  attack.place = Place::call;
  CHECK_THROWS(attacked_file(attack, solution, stub, {}));
}
