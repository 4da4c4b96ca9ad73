#include "autograder/export/formats.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

#include "autograder/export/sample_class.h"
#include "autograder/export/shown.h"
#include "autograder/report/printable.h"

using namespace llmsys;
using namespace llmsys::testing;
using Json = nlohmann::json;

namespace {

// The inverse of base64(), for these tests.
std::string from_base64(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6 | static_cast<uint32_t>(digits.find(c));
    if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 255U);
  }
  return out;
}

GradeReport hostile_report(const std::string& text) {
  GradeReport report = sample_report();
  for (TestReport& test : report.tests) {
    test.output = text;
    if (test.status != Status::pass) test.message = text, test.cause = text;
  }
  return report;
}

// Lines in which a runner of GitHub Actions finds a command, outside of what stop-commands makes it deaf to.
std::vector<std::string> commands_in(const std::string& log) {
  std::vector<std::string> out;
  std::string waiting_for;
  static const std::regex command(R"(^\s*::|##\[)");
  for (size_t at = 0; at < log.size();) {
    const size_t end = std::min(log.find_first_of("\r\n", at), log.size());
    const std::string line = log.substr(at, end - at);
    if (!waiting_for.empty()) {
      if (line == waiting_for) waiting_for.clear();
    } else if (line.starts_with("::stop-commands::")) {
      waiting_for = "::" + line.substr(17) + "::";
    } else if (std::regex_search(line, command)) {
      out.push_back(line);
    }
    at = end + 1;
  }
  return out;
}

const std::string kHostile =
    "::error::x\n  ::set-output name=a::b\r::notice title=Autograding report::{}\n##[error]y %0A</pre>&\x1b[31m\xff]]>";

}  // namespace

TEST_CASE("no format tells what a hidden test found") {
  const GradeReport report = report_with_hidden_tests();
  const ActionsOutput actions = actions_output(report, "t");
  for (const std::string& out :
       {gradescope_results(report), gradescope_results(report, {.hidden_visibility = "hidden", .leaderboard = true}),
        prairielearn_results(report), from_base64(classroom_result(report)), junit_report(report, {}), actions.log,
        actions.summary, html_report(shown_to_students(report), 3)}) {
    CHECK_FALSE(holds(out, kSecret));
    CHECK_FALSE(holds(out, "7.25"));
    CHECK(holds(out, "hidden_sizes"));
  }
}

TEST_CASE("Gradescope: scores, statuses and visibilities") {
  const GradeReport report = report_with_hidden_tests();
  const Json json =
      Json::parse(gradescope_results(report, {.hidden_visibility = "after_published", .leaderboard = true}));
  CHECK(json["score"] == report.points());
  CHECK(json["stdout_visibility"] == "hidden");
  CHECK(json["tests"].size() == report.tests.size());
  CHECK(json["tests"][0]["status"] == "passed");
  CHECK(json["tests"][2]["status"] == "failed");
  CHECK(json["tests"][2]["visibility"] == "visible");
  CHECK(json["tests"].back()["visibility"] == "after_published");
  CHECK(json["leaderboard"][0]["value"] == report.points());
  int sum = 0;
  for (const Json& test : json["tests"]) sum += test["score"].get<int>();
  CHECK(sum == report.points());
}

TEST_CASE("what was graded without a sandbox says so; times enter the leaderboard") {
  GradeReport report = sample_report();
  report.sandbox = "L0";
  CHECK(holds(gradescope_results(report), "unofficial: no sandbox (L0)"));
  report.sandbox = "L2";
  report.tests[0].timings = {{"merge", 1.25, 1.125, 1.5, 9, false, ""}};
  CHECK(holds(gradescope_results(report, {.hidden_visibility = "visible", .leaderboard = true}),
              "\"name\": \"7.1 merge\""));
  CHECK_FALSE(holds(gradescope_results(report), "unofficial"));
}

TEST_CASE("a failure of the grader is said, and is no grade where the format can say so") {
  GradeReport report = sample_report();
  report.tests[0].status = Status::internal;
  CHECK(holds(gradescope_results(report), "this is not your mistake"));
  CHECK(Json::parse(prairielearn_results(report))["gradable"] == false);
  CHECK(Json::parse(from_base64(classroom_result(report)))["status"] == "error");
}

TEST_CASE("PrairieLearn: a score from 0 to 1, below a megabyte") {
  const Json json = Json::parse(prairielearn_results(sample_report()));
  CHECK(json["gradable"] == true);
  CHECK(json["score"].get<double>() == Approx(sample_report().points() / double(sample_report().max_points())));
  CHECK(prairielearn_results(hostile_report(std::string(3'000'000, 'x'))).size() < 1'000'000);
}

TEST_CASE("Classroom: JSON in base64 on one line, whose messages are no commands") {
  const std::string result = classroom_result(hostile_report(kHostile));
  CHECK(result.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
        std::string::npos);
  const Json json = Json::parse(from_base64(result));
  CHECK(json["version"] == 1);
  CHECK(json["max_score"] == sample_report().max_points());
  int sum = 0;
  for (const Json& test : json["tests"]) {
    sum += test["score"].get<int>();
    CHECK(commands_in(test["message"].get<std::string>()).empty());
  }
  CHECK(sum == sample_report().points());
}

TEST_CASE("base64 is that of RFC 4648") {
  for (const auto& [bytes, text] :
       {std::pair{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}})
    CHECK(base64(bytes) == text);
  CHECK(base64(std::string_view("\0\xFF\xFE", 3)) == "AP/+");
}

TEST_CASE("Actions: a student's text is never a command") {
  const ActionsOutput out = actions_output(hostile_report(kHostile), "token");
  for (const std::string& command : commands_in(out.log)) {
    CHECK((command.starts_with("::notice title=Lab 7::") || command.starts_with("::error ") ||
           command.starts_with("::warning ")));
    CHECK(command.find("##[") == std::string::npos);
  }
  CHECK(holds(out.log, "::stop-commands::token\n"));
  CHECK(holds(out.log, "\n::token::\n"));
}

TEST_CASE("Actions: at most ten annotations of a kind, a summary below its limit, and a place in the file") {
  GradeReport report = sample_report();
  for (int i = 0; i < 200; ++i) add_test(report, "7.2", "more", Status::fail, 1, std::string(20'000, 'y'));
  add_test(report, "7.4", "c", Status::partial, 1, "");
  const ActionsOutput out = actions_output(report, "t");
  const std::vector<std::string> commands = commands_in(out.log);
  const auto errors =
      std::count_if(commands.begin(), commands.end(), [](const std::string& c) { return c.starts_with("::error "); });
  CHECK(errors == 10);
  CHECK(holds(out.log, " more: see the summary"));
  CHECK(out.summary.size() <= 900'000);
  CHECK(holds(actions_output(sample_report(), "t").log,
              "::error file=labs/07_memory/peaks.cpp,line=3,title=7.4 example%3A BUILD::"));
}

TEST_CASE("tokens are long, and never the same") {
  CHECK(random_token().size() == 32);
  CHECK(random_token() != random_token());
}

TEST_CASE("JUnit: counts, seconds without exponents, and no byte that XML refuses") {
  GradeReport report = hostile_report(kHostile + "\xEF\xBF\xBF\x01");
  report.tests[0].seconds = 1e-7;
  const std::string xml = junit_report(report, *parse_moment("2026-09-18T12:00:00Z"));
  CHECK(holds(xml, R"(timestamp="2026-09-18T12:00:00" tests="8" failures="3" errors="2" skipped="1" time="1.980")"));
  CHECK(holds(xml, R"(time="0.000")"));
  CHECK_FALSE(holds(xml, "\x01"));
  CHECK_FALSE(holds(xml, "\xEF\xBF\xBF"));
  CHECK_FALSE(holds(xml, "]]>"));
}
