// The report for programs.
#include <nlohmann/json.hpp>

#include "autograder/report/report.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

Json timing_json(const Timing& timing) {
  return {{"what", timing.what}, {"ratio", timing.ratio}, {"low", timing.low},  {"high", timing.high},
          {"runs", timing.runs}, {"rerun", timing.rerun}, {"note", timing.note}};
}

Json test_json(const TestReport& test, int hint) {
  Json json = {{"name", test.rung + ": " + test.claim},
               {"task", test.task},
               {"rung", test.rung},
               {"kind", std::string(to_text(test.kind))},
               {"status", std::string(to_text(test.status))},
               {"points", test.points},
               {"max_points", test.max_points},
               {"message", test.message},
               {"source", test.source},
               {"output", test.output},
               {"duration", test.seconds}};
  json["timings"] = Json::array();
  for (const Timing& timing : test.timings) json["timings"].push_back(timing_json(timing));
  json["probe"] = hint >= 1 ? test.probe : "";
  json["diagnosis"] = hint >= 2 ? test.diagnosis : "";
  json["cause"] = hint >= 2 ? test.cause : "";
  json["handout_line"] = hint >= 3 ? test.handout_line : 0;
  return json;
}

Json hints_json(const GradeReport& report, int hint) {
  Json used = Json::array();
  for (const HintUse& use : report.hints_used)
    used.push_back({{"task", use.task}, {"level", use.level}, {"cost", use.cost}});
  return {{"level", hint}, {"max", report.hints.max}, {"used", used}, {"cost", report.hint_cost()}};
}

}  // namespace

std::string json_report(const GradeReport& report, int hint) {
  Json tests = Json::array();
  for (const TestReport& test : report.tests) tests.push_back(test_json(test, hint));
  Json json = {{"format", "llmsys-grade"},
               {"version", 1},
               {"lab", report.lab.id()},
               {"title", report.lab.title},
               {"points", report.points()},
               {"max_points", report.max_points()},
               {"duration", report.seconds},
               {"warnings", report.warnings},
               {"sandbox", report.sandbox},
               {"official", report.official()},
               {"hints", hints_json(report, hint)},
               {"tests", tests}};
  if (report.seed_shown) json["seed"] = report.seed;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace llmsys
