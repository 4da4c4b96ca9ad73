#include "framework/plot/svg.h"

#include <limits>

#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("coordinates have at most two decimals and no useless characters") {
  CHECK(svg_number(0) == "0");
  CHECK(svg_number(-0.001) == "0");
  CHECK(svg_number(12.5) == "12.5");
  CHECK(svg_number(100) == "100");
  CHECK(svg_number(1.0 / 3) == "0.33");
  CHECK(svg_number(-1e6) == "-1000000");
  CHECK(svg_number(1e300).size() == 301);
}

TEST_CASE("NaN and infinities never become a coordinate") {
  const double value = GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                                -std::numeric_limits<double>::infinity());
  CHECK_THROWS_AS(svg_number(value), ValueError);
}

TEST_CASE("text is escaped for elements and attributes") {
  CHECK(xml_escape("a < b && \"c\" > 'd'") == "a &lt; b &amp;&amp; &quot;c&quot; &gt; &#39;d&#39;");
  CHECK(xml_escape("line\nbreak\ttab") == "line break tab");
  CHECK(xml_escape("").empty());
}

TEST_CASE("UTF-8 passes, everything else becomes the replacement character") {
  CHECK(xml_escape("10⁻⁷ é 漢 \U0001F600") == "10⁻⁷ é 漢 \U0001F600");
  CHECK(xml_escape("\xff") == "\uFFFD");
  CHECK(xml_escape("a\xc3") == "a\uFFFD");                    // cut short
  CHECK(xml_escape("\xc3(") == "\uFFFD(");                    // no continuation
  CHECK(xml_escape("\xc0\xaf") == "\uFFFD\uFFFD");            // overlong
  CHECK(xml_escape("\xe0\x80\xaf") == "\uFFFD\uFFFD\uFFFD");  // overlong
  CHECK(xml_escape("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");  // surrogate
  CHECK(xml_escape("\xf4\x90\x80\x80").size() == 12);         // beyond U+10FFFF
  CHECK(xml_escape(std::string_view("\x01\x00x", 3)) == "\uFFFD\uFFFDx");
}

TEST_CASE("elements nest, indented, and finish closes what is open") {
  SvgWriter svg(10, 20, "T & t", "D");
  svg.open("g", {{"fill", "#fff"}});
  svg.element("circle", {{"r", 1.5}});
  svg.text_element("text", {{"x", 1}}, "<hi>");
  const std::string document = svg.finish();
  CHECK(document.find("role=\"img\" width=\"10\" height=\"20\" viewBox=\"0 0 10 20\"") != std::string::npos);
  CHECK(document.substr(document.find('\n') + 1) ==
        "  <title>T &amp; t</title>\n"
        "  <desc>D</desc>\n"
        "  <g fill=\"#fff\">\n"
        "    <circle r=\"1.5\"/>\n"
        "    <text x=\"1\">&lt;hi&gt;</text>\n"
        "  </g>\n"
        "</svg>\n");
}

TEST_CASE("closing more than was opened is an error") {
  SvgWriter svg(10, 20, "", "");
  svg.close();
  CHECK_THROWS_AS(svg.close(), ValueError);
}
