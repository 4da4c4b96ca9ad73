#include <algorithm>
#include <nlohmann/json.hpp>

#include "autograder/export/formats.h"
#include "autograder/export/shown.h"
#include "autograder/report/printable.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostMessage = 4000;  // an output of a step may have 1 MB

std::string status_word(Status status) {
  if (status == Status::pass) return "pass";
  return status == Status::internal ? "error" : "fail";
}

Json test_json(const GradeReport& report, const TestReport& test) {
  const Task* task = report.lab.find(test.task);
  const std::string file =
      task == nullptr || task->file.empty() ? "" : text("labs/", report.lab.folder, "/", task->file);
  return {{"name", test_name(test) + ": " + test.claim},
          {"status", status_word(test.status)},
          {"score", test.points},
          {"message", without_workflow_commands(clipped(explanation_text(report, test), kMostMessage))},
          {"test_code", text("./lab grade ", report.lab.number, " --task ", test.task, ":", test.rung)},
          {"filename", file},
          {"line_no", 0},
          {"duration", test.seconds}};
}

}  // namespace

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - i);
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (size_t k = 0; k < 4; ++k) out += k <= count ? kDigits[group >> (18 - 6 * k) & 63U] : '=';
  }
  return out;
}

std::string classroom_result(const GradeReport& full) {
  const GradeReport report = shown_to_students(full);
  Json tests = Json::array();
  std::string status = "pass";
  for (const TestReport& test : report.tests) {
    if (test.status == Status::not_graded) continue;
    tests.push_back(test_json(report, test));
    const std::string word = status_word(test.status);
    if (word == "error" || (word == "fail" && status == "pass")) status = word;
  }
  const Json json = {{"version", 1}, {"status", status}, {"max_score", report.max_points()}, {"tests", tests}};
  return base64(json.dump(-1, ' ', true, Json::error_handler_t::replace));
}

}  // namespace llmsys
