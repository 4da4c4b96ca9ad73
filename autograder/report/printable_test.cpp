#include "autograder/report/printable.h"

#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("text, its line breaks and its letters of any language stay") {
  const std::string text = "a\tb\nÄ€ 中文 \U0001F600 ~";
  CHECK(printable(text) == text);
  CHECK(printable("").empty());
}

TEST_CASE("controls become question marks: escapes, C1, and those that turn text around") {
  CHECK(printable("\x1b[31mred\x07\r\x7f") == "?[31mred???");
  CHECK(printable(std::string("a\0b", 3)) == "a?b");
  CHECK(printable("\u009b31m") == "?31m");
  CHECK(printable("\u202etxt.\u2066x") == "?txt.?x");
  CHECK(printable("a\u200fb\u200ec\u061cd\u2028e\u2029") == "a?b?c?d?e?");
  CHECK(printable("\u00a0\u200d\u2027\u202f") == "\u00a0\u200d\u2027\u202f");
}

TEST_CASE("bytes that are not UTF-8 become question marks, one each") {
  CHECK(printable("\xff\xfe") == "??");
  CHECK(printable("\xc3") == "?");
  CHECK(printable("\xe4\xb8") == "??");
  CHECK(printable("\x80"
                  "a") == "?a");
  CHECK(printable("\xc0\x80") == "??");            // an overlong zero
  CHECK(printable("\xe0\x80\x80") == "???");       // another
  CHECK(printable("\xed\xa0\x80") == "???");       // half of a UTF-16 pair
  CHECK(printable("\xf4\x90\x80\x80") == "????");  // beyond Unicode
}

TEST_CASE("the signs of HTML become entities") {
  CHECK(html_escaped("<a href=\"x\">&</a>\x1b") == "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;?");
}

TEST_CASE("a text is cut between characters") {
  CHECK(clipped("abc", 3) == "abc");
  CHECK(clipped("a\xC3\xA9z", 2) == "a\n(3 more bytes are left out)");
}

TEST_CASE("no line holds a command of GitHub Actions, however it is moved in") {
  CHECK(without_workflow_commands("::error::x\n \t::set-env a\nx ::y\n") == "| ::error::x\n \t| ::set-env a\nx ::y\n");
  CHECK(without_workflow_commands("a ##[error]b ##[c]") == "a ## [error]b ## [c]");
  CHECK(without_workflow_commands("x\r::y") == "x\r| ::y");
  CHECK(without_workflow_commands("").empty());
}

TEST_CASE("bytes that are no UTF-8 are written as what they are") {
  CHECK(as_utf8("Zo\xC3\xAB \xE9\xFF.cpp") == "Zo\xC3\xAB %E9%FF.cpp");
  CHECK(as_utf8("a\n\xC3") == "a\n%C3");
}
