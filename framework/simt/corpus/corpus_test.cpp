// Every correct kernel gives no finding; every broken one gives those that its source marks, on the marked lines.
#include <algorithm>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "framework/simt/check/finding_text.h"
#include "framework/simt/corpus/corpus.h"
#include "framework/simt/trace/symbolizer.h"
#include "framework/simt/trace/trace.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::simt;
using namespace llmsys::simt::corpus;

namespace {

/// "12 race_shared": a line and a kind.
using Marks = std::set<std::pair<int, std::string>>;

Marks marks_in(const std::string& file) {
  Marks marks;
  std::istringstream lines(testing::read_file(testing::source_root() + "/" + file));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    const size_t at = line.find("// FINDS ");
    if (at == std::string::npos) continue;
    std::istringstream kinds(line.substr(at + 9));
    for (std::string kind; kinds >> kind;) marks.emplace(number, kind);
  }
  return marks;
}

std::vector<Finding> findings_of(const Case& item) {
  Trace trace;
  item.run();
  trace.check_leaks();
  cudaDeviceReset();
  std::vector<Finding> findings = trace.findings();
  Symbolizer().fill_in(findings);
  return findings;
}

std::string told(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings) out += to_text(finding) + "\n";
  return out;
}

/// Allocations are numbered over the program's life.
std::string without_numbers(const std::string& report) {
  static const std::regex number("allocation [0-9]+");
  return std::regex_replace(report, number, "allocation");
}

/// Findings with a line.
Marks marks_of(const std::vector<Finding>& findings) {
  Marks marks;
  for (const Finding& finding : findings)
    if (finding.pc != nullptr) marks.emplace(finding.source.line, to_text(finding.kind));
  return marks;
}

/// The kinds of findings without a line.
std::string kinds_of(const std::vector<Finding>& findings) {
  std::string kinds;
  for (const Finding& finding : findings)
    if (finding.pc == nullptr) kinds += to_text(finding.kind);
  return kinds;
}

std::string text_of(const Marks& marks) {
  std::string out;
  for (const auto& [line, kind] : marks) out += std::to_string(line) + " " + kind + "\n";
  return out;
}

void check_broken(const Chapter& chapter) {
  Marks found;
  for (const Case& item : chapter.cases) {
    const std::vector<Finding> findings = findings_of(item);
    INFO(item.name << "\n" << told(findings));
    CHECK_FALSE(findings.empty());
    CHECK(kinds_of(findings) == item.finds);
    const Marks here = marks_of(findings), wanted = marks_in(chapter.file);
    Marks unmarked;
    std::set_difference(here.begin(), here.end(), wanted.begin(), wanted.end(),
                        std::inserter(unmarked, unmarked.end()));
    CHECK(text_of(unmarked) == "");
    found.insert(here.begin(), here.end());
  }
  CHECK(text_of(marks_in(chapter.file)) == text_of(found));
}

void check_good(const Chapter& chapter) {
  for (const Case& item : chapter.cases) {
    const std::vector<Finding> findings = findings_of(item);
    INFO(chapter.file << ": " << item.name << "\n" << told(findings));
    CHECK(findings.empty());
  }
}

}  // namespace

TEST_CASE("of a correct kernel nothing is said") {
  size_t cases = 0;
  for (Chapter (*chapter)() : {good_matmul, good_transpose, good_reduce, good_scan, good_histogram, good_stencil,
                               good_rows, good_sort, good_modern, good_locks, good_narrow, good_warp, good_tricky,
                               good_guess, good_flags, good_groups, good_training}) {
    check_good(chapter());
    cases += chapter().cases.size();
  }
  CHECK(cases >= 40);
}

TEST_CASE("of a broken kernel the mistake is found, of the right kind and on the right line") {
  size_t cases = 0;
  for (Chapter (*chapter)() : {broken_bounds, broken_memory, broken_modern, broken_init, broken_barriers, broken_warp,
                               broken_blocks, broken_order, broken_sync, broken_host, broken_handover}) {
    check_broken(chapter());
    cases += chapter().cases.size();
  }
  CHECK(cases >= 40);
}

TEST_CASE("reports are equal byte by byte from run to run") {
  for (const Case& item : broken_blocks().cases) {
    INFO(item.name);
    CHECK(without_numbers(told(findings_of(item))) == without_numbers(told(findings_of(item))));
  }
}

TEST_CASE("who reads what a copy is still to bring is told where it was begun, and that it must be waited for") {
  const Chapter chapter = broken_modern();
  const std::vector<Finding> findings = findings_of(chapter.cases.at(0));
  REQUIRE(findings.size() == 1);
  CAPTURE(told(findings));
  CHECK(findings[0].before_source.line == findings[0].source.line - 3);
  CHECK(findings[0].cause.find("__pipeline_wait_prior()") != std::string::npos);
}

TEST_CASE("results of a call that failed, and whose error nobody asked for, are told with that call") {
  Trace trace;
  int* x = nullptr;
  int host[16];
  REQUIRE(cudaMalloc(&x, sizeof host) == cudaSuccess);
  REQUIRE(cudaMemset(x, 0, 2 * sizeof host) != cudaSuccess);
  REQUIRE(cudaMemcpy(host, x, sizeof host, cudaMemcpyDeviceToHost) == cudaSuccess);
  const std::vector<Finding> findings = trace.findings();
  REQUIRE(findings.size() == 1);
  CAPTURE(told(findings));
  CHECK(findings[0].cause.find("cudaMemset") != std::string::npos);
  CHECK(findings[0].cause.find("cudaGetLastError()") != std::string::npos);
  cudaDeviceReset();
}
