// Objects without names: what is hidden cannot be found or linked, and what is kept works.
#include "autograder/release/symbols.h"

#include <algorithm>

#include "autograder/cli/paths.h"
#include "autograder/cli/process.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

constexpr const char* kSource = R"(
#include <functional>
#include <vector>
struct secret_type { std::vector<long> secret_member; };
inline long secret_inline(const secret_type& t) { return static_cast<long>(t.secret_member.size()); }
static long secret_static(long x) { static long calls = 0; return x + ++calls; }
long secret_helper(long x) { secret_type t; t.secret_member.assign(static_cast<unsigned long>(x), 1); return secret_inline(t); }
long task(long x) { std::function<long(long)> f = secret_static; return secret_helper(x) + f(0); }
)";

// Compiles to an object without debugging information, as preset release does.
std::string compiled(const testing::TemporaryFolder& folder, const std::string& name, const std::string& source) {
  const std::string path = folder.path(name);
  write_atomically(path + ".cpp", source);
  const Captured result =
      capture({"g++", "-std=c++20", "-O1", "-fno-rtti", "-fno-gnu-unique", "-c", path + ".cpp", "-o", path + ".o"});
  INFO(result.text);
  REQUIRE(result.code == 0);
  return path + ".o";
}

bool holds(const std::string& file, const std::string& words) {
  return read_text_file(file).find(words) != std::string::npos;
}

int linked(const testing::TemporaryFolder& folder, const std::string& main, const std::string& object) {
  const std::string program = folder.path("program");
  if (capture({"g++", compiled(folder, "main", main), object, "-o", program}).code != 0) return -1;
  return capture({program}).code;
}

}  // namespace

TEST_CASE("a hidden object has no names but those that are kept, and still works") {
  const testing::TemporaryFolder folder;
  const std::string object = compiled(folder, "solution", kSource);
  REQUIRE(holds(object, "secret_helper"));  // else this test looks for nothing
  const std::string out = folder.path("out/hidden.o");
  const bool merged = GENERATE(false, true);
  if (merged)
    merge_and_hide({object}, {"_Z4taskl"}, out);
  else
    hide_symbols(object, {"_Z4taskl"}, out);
  CHECK(linked(folder, "long task(long); int main() { return int(task(5)); }", out) == 6);
  CHECK(linked(folder, "long secret_helper(long); int main() { return int(secret_helper(5)); }", out) == -1);
  CHECK_FALSE(holds(out, "secret_helper"));
  CHECK_FALSE(holds(out, "secret_static"));
  if (merged) CHECK_FALSE(holds(out, "secret_"));  // inline functions and their sections too
  CHECK_FALSE(holds(out, folder.path("")));
}

TEST_CASE("several objects become one, in which each finds the others") {
  const testing::TemporaryFolder folder;
  const std::string first = compiled(folder, "first", "long inner_name(long x) { return 2 * x; }");
  const std::string second =
      compiled(folder, "second", "long inner_name(long); long task(long x) { return inner_name(x) + 1; }");
  const std::string out = folder.path("both.o");
  merge_and_hide({first, second}, {"_Z4taskl"}, out);
  CHECK_FALSE(holds(out, "inner_name"));
  CHECK(linked(folder, "long task(long); int main() { return int(task(5)); }", out) == 11);
}

TEST_CASE("a class whose virtual function is the task can be made elsewhere") {
  const testing::TemporaryFolder folder;
  const std::string type = "struct Shape { virtual ~Shape() = default; virtual long task(long x); };";
  const std::string stub = compiled(folder, "stub", type + "long Shape::task(long) { return 0; }");
  const std::string solution = compiled(folder, "solution", type + R"(
inline long secret_inline(long x) { return x + 1; }
long Shape::task(long x) { long (*volatile f)(long) = secret_inline; return f(x); })");
  const std::string out = folder.path("out/hidden.o");
  merge_and_hide({solution}, public_names(stub), out);
  CHECK(linked(folder, type + "int main() { Shape s; return int(s.task(5)); }", out) == 6);
  CHECK_FALSE(holds(out, "secret_"));
}

TEST_CASE("the same object gives the same bytes") {
  const testing::TemporaryFolder folder;
  const std::string object = compiled(folder, "solution", kSource);
  merge_and_hide({object}, {"_Z4taskl"}, folder.path("one.o"));
  merge_and_hide({object}, {"_Z4taskl"}, folder.path("two.o"));
  CHECK(read_text_file(folder.path("one.o")) == read_text_file(folder.path("two.o")));
}

TEST_CASE("a file that is no object is refused in the tool's words") {
  const testing::TemporaryFolder folder;
  write_atomically(folder.path("text.o"), "no object\n");
  CHECK_THROWS_WITH(symbols_of(folder.path("text.o")), Catch::Matchers::Contains("file format not recognized"));
}
