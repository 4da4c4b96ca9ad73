// A profile as a page that needs nothing else: no script, no network.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>

#include "autograder/profile/profile.h"
#include "autograder/report/html_style.h"
#include "autograder/report/printable.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr int kAround = 3;  // lines of source shown before the first and behind the last that touched memory

constexpr std::string_view kProfileStyle = R"css(
main { max-width: 72rem; } td:last-child, th:last-child { width: auto; } h1, h2, h3 { overflow-wrap: anywhere; }
main pre { white-space: pre; overflow-x: auto; max-height: none; }
.source td { padding: .05rem .7rem .05rem 0; border: 0; white-space: nowrap; }
.source td:last-child { width: 100%; white-space: pre; font: .84rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
.source { display: block; overflow-x: auto; } tr.cold td { color: var(--soft); }
tr.hot td { background: var(--bad-ground); } tr.warm td { background: var(--wait-ground); }
.source thead { display: table-header-group; } .source tr { display: table-row; }
.source td, .source td:last-child { display: table-cell; } .source th { white-space: nowrap; }
tr.hot td:first-child::after { content: " \2717"; } tr.warm td:first-child::after { content: " \25D1"; }
)css";

std::string fixed(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.2f", value);
  return buffer;
}

std::string pill(bool good, std::string_view word) {
  return text("<span class=\"pill ", good ? "ok" : "bad", "\"><span aria-hidden=\"true\">", good ? "\u2713" : "\u2717",
              "</span> ", html_escaped(word), "</span>");
}

// What a line's requests cost, and what they would at best: sectors, or passes through the banks.
struct Cost {
  double each = 0, best = 0;
};
Cost cost_of(const simt::LineCounters& line) {
  const simt::AccessCounters& a = line.access;
  const auto requests = static_cast<double>(std::max<int64_t>(a.requests, 1));
  if (line.space == simt::Space::shared)
    return {static_cast<double>(a.wavefronts) / requests, static_cast<double>(a.ideal_wavefronts) / requests};
  return {static_cast<double>(a.sectors) / requests, static_cast<double>(a.ideal_sectors) / requests};
}

std::string heat(const Cost& cost) {
  const double factor = cost.best == 0 ? 1 : cost.each / cost.best;
  return factor > 2 ? "hot" : factor > 1.2 ? "warm" : "";
}

std::string numbered(int number, const std::string& content) {
  return text("<td class=\"number\">", number, "</td>", content);
}

// A row for each kind of traffic of one source line; the code stands beside the first.
std::string traffic_rows(int number, const std::vector<const simt::LineCounters*>& traffic, const std::string& code) {
  std::string rows;
  for (const simt::LineCounters* line : traffic) {
    const Cost cost = cost_of(*line);
    const bool first = line == traffic.front();
    rows +=
        text("<tr class=\"", heat(cost), "\">",
             numbered(number, text("<td>", simt::traffic_name(line->space, line->kind), "</td><td class=\"number\">",
                                   line->access.requests, "</td><td class=\"number\">", fixed(cost.each),
                                   "</td><td class=\"number\">", fixed(cost.best), "</td>")),
             "<td>", first ? html_escaped(code) : "", "</td></tr>\n");
  }
  return rows;
}

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

// The part of one file that a kernel touched memory in.
std::string source_table(const std::string& path,
                         const std::map<int, std::vector<const simt::LineCounters*>>& by_line) {
  const std::vector<std::string> code = lines_of(path);
  const int last_line = static_cast<int>(code.size());
  const int first = std::max(1, by_line.begin()->first - kAround);
  const int last = std::min(last_line, by_line.rbegin()->first + kAround);
  std::string rows;
  for (int number = first; number <= last; ++number) {
    const std::string& content = code[static_cast<size_t>(number - 1)];
    const auto traffic = by_line.find(number);
    rows += traffic != by_line.end()
                ? traffic_rows(number, traffic->second, content)
                : text("<tr class=\"cold\">", numbered(number, "<td></td><td></td><td></td><td></td>"), "<td>",
                       html_escaped(content), "</td></tr>\n");
  }
  if (rows.empty()) return "";
  return text("<h3>", html_escaped(repository_path(path)),
              "</h3>\n<table class=\"source\"><thead><tr><th scope=\"col\">line</th>",
              "<th scope=\"col\">traffic</th><th scope=\"col\">requests</th><th scope=\"col\">each</th>",
              "<th scope=\"col\">at best</th><th scope=\"col\">code</th></tr></thead>\n<tbody>\n", rows,
              "</tbody></table>\n");
}

std::string sources(const simt::KernelCounters& kernel) {
  std::map<std::string, std::map<int, std::vector<const simt::LineCounters*>>> files;
  for (const simt::LineCounters& line : kernel.lines)
    if (!line.source.file.empty()) files[line.source.file][line.source.line].push_back(&line);
  std::string out;
  for (const auto& [path, by_line] : files) out += source_table(path, by_line);
  return out;
}

// The verdicts stand above it.
std::string table_of(simt::KernelReport report) {
  report.verdicts.clear();
  return simt::to_table(report);
}

std::string kernel_section(const simt::KernelReport& report) {
  std::string verdicts;
  for (const simt::Verdict& verdict : report.verdicts)
    verdicts += text("<p>", pill(verdict.notice == simt::Notice::fine, simt::to_text(verdict.notice)), " ",
                     html_escaped(verdict.text), "</p>\n");
  return text("<section class=\"card\"><h2>", html_escaped(report.counters.kernel), "</h2>\n", verdicts, "<pre>",
              html_escaped(table_of(report)), "</pre>\n", sources(report.counters), "</section>\n");
}

std::string findings_section(const Profile& profile) {
  std::string out = "<section class=\"card\"><h2>What the checkers found</h2>\n";
  if (profile.findings.empty())
    out += text("<p>", pill(true, "nothing"),
                " Memory, initialisation, races, barriers, leaks and streams are checked.</p>\n");
  for (const simt::Finding& finding : profile.findings)
    out += text("<p>", pill(false, simt::to_text(finding.kind)), "</p><pre>", html_escaped(finding_text(finding)),
                "</pre>\n");
  return out + "</section>\n";
}

}  // namespace

std::string profile_html(const Profile& profile) {
  const std::string title = html_escaped(profile.what);
  std::string page = text("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">",
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Profile of ",
                          title, "</title><style>", kReportStyle, kProfileStyle, "</style></head>\n<body><main>\n",
                          "<p class=\"eyebrow\">Profile, emulated</p><h1>", title, "</h1>\n");
  const bool clean = profile.findings.empty();  // else what is wrong comes before what is slow
  if (!clean) page += findings_section(profile);
  for (const simt::KernelReport& kernel : profile.kernels) page += kernel_section(kernel);
  if (clean) page += findings_section(profile);
  return page + text("<footer class=\"soft\"><p>", html_escaped(simt::kEmulatedNote),
                     " Roofline: ", html_escaped(profile.gpu), ". ", html_escaped(profile.nvcc_note),
                     "</p></footer>\n</main></body></html>\n");
}

}  // namespace llmsys
