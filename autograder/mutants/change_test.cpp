#include "autograder/mutants/change.h"

#include <algorithm>

#include "framework/testing/test.h"

using namespace llmsys::mutants;

namespace {

// The changes of one kind of a function with that body, as the line they leave behind.
std::vector<std::string> lines_of(const std::string& kind, const std::string& body) {
  const std::string content = "int f(int n) {\n// BEGIN SOLUTION task 0.1 f\n" + body + "\n// END SOLUTION\n}\n";
  const Source source(content, "f.cpp");
  std::vector<std::string> out;
  for (const Change& change : changes_of(source).all)
    if (change.kind == kind) out.push_back(diff_of(content, change).after);
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("operators with two operands become others; brackets of templates and signs do not") {
  CHECK(lines_of("arithmetic", "return a + b * c;") == Lines{"return a - b * c;", "return a + b / c;"});
  CHECK(lines_of("arithmetic", "return -n;") == Lines{"return n;"});
  CHECK(lines_of("arithmetic", "f(&n, *p);").empty());
  CHECK(lines_of("comparison", "return std::vector<int>{} < n;") == Lines{"return std::vector<int>{} <= n;"});
  CHECK(lines_of("increment", "++n;") == Lines{"--n;"});
  CHECK(lines_of("logic", "return a && !b;") == Lines{"return a || !b;"});
  CHECK(lines_of("bits", "n = a << 2 & b;") == Lines{"n = a >> 2 & b;", "n = a << 2 | b;"});
}

TEST_CASE("constants become their neighbours, fractions double") {
  CHECK(lines_of("constant", "return 0;") == Lines{"return 1;"});
  CHECK(lines_of("constant", "return 4u;") == Lines{"return 5u;", "return 3u;"});
  CHECK(lines_of("constant", "return 0.5f;") == Lines{"return (2 * 0.5f);"});
  CHECK(lines_of("constant", "return 1e-5;") == Lines{"return (2 * 1e-5);", "return 0.0;"});
  CHECK(lines_of("constant", "return true;") == Lines{"return false;"});
  CHECK(lines_of("constant", "return \"1\";").empty());
}

TEST_CASE("a loop's start and end move by one; literals are constants already") {
  CHECK(lines_of("bound", "for (int i = a; i < n && b; ++i) f(i);") ==
        Lines{"for (int i = a + 1; i < n && b; ++i) f(i);", "for (int i = a - 1; i < n && b; ++i) f(i);",
              "for (int i = a; i < n + 1 && b; ++i) f(i);", "for (int i = a; i < n - 1 && b; ++i) f(i);"});
  CHECK(lines_of("bound", "for (int i = 0; i < 9; ++i) f(i);").empty());
  CHECK(lines_of("bound", "for (int x : list) f(x);").empty());
}

TEST_CASE("conditions are negated whole") {
  CHECK(lines_of("condition", "if (a && b) f();") == Lines{"if (!(a && b)) f();"});
  CHECK(lines_of("condition", "if (int x = g(); x > 1) f();") == Lines{"if (int x = g(); !(x > 1)) f();"});
  CHECK(lines_of("condition", "return g(a, b ? c : d);") == Lines{"return g(a, !(b) ? c : d);"});
  CHECK(lines_of("condition", "n = (a)[b] ? c : d;") == Lines{"n = !((a)[b]) ? c : d;"});
}

TEST_CASE("statements are left out, with their lines kept; declarations and returns are not") {
  CHECK(lines_of("statement", "f(a); int x = 3;") == Lines{"; int x = 3;"});
  CHECK(lines_of("statement", "if (a) throw b;") == Lines{"if (a) ;"});
  CHECK(lines_of("statement", "for (i = 0; i < 3; i += 2) return 1;").empty());
  CHECK(lines_of("statement", "const auto g = [&] { return 1; };").empty());
  const std::string content = "void f() {\n// BEGIN SOLUTION task 0.1 f\ng(a,\n  b);\n// END SOLUTION\n}\n";
  for (const Change& change : changes_of(Source(content, "f.cpp")).all)
    CHECK(std::count(content.begin(), content.end(), '\n') == [&] {
      const std::string made = changed(content, change);
      return std::count(made.begin(), made.end(), '\n');
    }());
}

TEST_CASE("arguments side by side change places, but texts and equals stay") {
  CHECK(lines_of("swap", "return g(a, b, c);") == Lines{"return g(b, a, c);", "return g(a, c, b);"});
  CHECK(lines_of("swap", "return g(a, h(b));") == Lines{"return g(h(b), a);"});
  CHECK(lines_of("swap", "return {a, b};") == Lines{"return {b, a};"});
  CHECK(lines_of("swap", "g(a, a); g(a, \"b\"); std::max(a, b); if (a, b) c();").empty());
}

TEST_CASE("a region is left at once, with a value where the function has one") {
  CHECK(lines_of("return", "g();\nh();") == Lines{"return {}; g();"});
  const std::string content =
      "template <class T>\nvoid f(T* p) {\n// BEGIN SOLUTION task 0.1 f\n  g(p);\n// END SOLUTION\n}\n";
  const Changes changes = changes_of(Source(content, "f.cpp"));
  CHECK(std::any_of(changes.all.begin(), changes.all.end(), [](const Change& c) { return c.text == "return; "; }));
}

TEST_CASE("only marked lines change, and no function that runs at compile time") {
  const std::string content =
      "int a = 1 + 2;\nconstexpr int f(int n) {\n// BEGIN SOLUTION task 0.1 f\nreturn n + 1;\n// END SOLUTION\n}\n"
      "int g(int n) {\n  n = n + 2;\n// BEGIN SOLUTION task 0.1 g\n  return n;\n// END SOLUTION\n}\n";
  const Changes changes = changes_of(Source(content, "f.cpp"));
  CHECK(changes.skipped.at("arithmetic") == 1);
  CHECK(std::none_of(changes.all.begin(), changes.all.end(),
                     [](const Change& change) { return change.kind == "arithmetic" || change.kind == "constant"; }));
}
