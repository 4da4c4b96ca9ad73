#include "autograder/worker/traced.h"

#include <algorithm>
#include <cstdio>
#include <exception>

#include "framework/base/error.h"
#include "framework/simt/not_implemented.h"
#include "framework/simt/runtime/failure.h"
#include "framework/simt/trace/symbolizer.h"
#include "framework/simt/trace/verdict.h"

namespace llmsys {
namespace {

constexpr size_t kShownFindings = 3;  // the first is the one to mend; others often follow from it

std::string place(const simt::SourceLine& source) {
  return source.file.empty() ? "" : text(repository_path(source.file), ":", source.line);
}

std::string labelled(const char* label, const std::string& content) {
  return content.empty() ? "" : text("\n  ", label, content);
}

std::string described(const simt::Finding& finding) {
  const std::string at = place(finding.source), before_at = place(finding.before_source);
  std::string out = text(simt::to_text(finding.kind), finding.kernel.empty() ? "" : " in " + finding.kernel,
                         at.empty() ? "" : " at " + at);
  out += labelled("", finding.what);
  out += labelled("before: ", finding.before + (before_at.empty() ? "" : " at " + before_at));
  if (finding.block >= 0) out += text("\n  block ", finding.block, ", thread ", finding.thread);
  if (finding.times > 1) out += text("; ", finding.times, " times in all");
  return out + labelled("usual cause: ", finding.cause);
}

// What costs more than it must, with its line. Lines are looked up only if there is something to say of one.
List verdicts_on(simt::KernelCounters kernel) {
  const auto fine = [](const simt::Verdict& verdict) { return verdict.notice == simt::Notice::fine; };
  std::vector<simt::Verdict> verdicts = simt::judge(kernel);
  if (!std::all_of(verdicts.begin(), verdicts.end(), fine)) {
    simt::Symbolizer().fill_in(kernel);
    for (simt::LineCounters& line : kernel.lines) line.source.file = repository_path(line.source.file);
    verdicts = simt::judge(kernel);
  }
  List out;
  for (const simt::Verdict& verdict : verdicts)
    if (!fine(verdict)) out.emplace_back(kernel.kernel + ": " + verdict.text);
  return out;
}

}  // namespace

CheckerReport report_of(const std::vector<simt::Finding>& findings) {
  CheckerReport report{.kind = ErrorKind::sanitizer,
                       .message = "the emulator's checkers found a mistake:",
                       .where = place(findings.front().source)};
  for (size_t i = 0; i < std::min(findings.size(), kShownFindings); ++i)
    report.message += "\n" + described(findings[i]);
  if (findings.size() > kShownFindings) report.message += text("\nand ", findings.size() - kShownFindings, " more");
  return report;
}

struct Traced::Impl {
  simt::Trace trace;
};

Traced::Traced(const simt::TraceOptions& options) : impl_(new Impl{simt::Trace(options)}) { simt::heal(); }

Traced::~Traced() {
  try {
    if (const char* stub = simt::take_stub())
      keep_report({.kind = ErrorKind::not_implemented, .message = stub, .where = ""});
    std::vector<simt::Finding> findings = impl_->trace.findings();
    if (findings.empty()) return;
    simt::Symbolizer().fill_in(findings);
    keep_report(report_of(findings));
  } catch (const std::exception& error) {
    keep_report(
        {.message = text("the emulator's checkers found a mistake, but cannot tell it: ", error.what()), .where = ""});
  }
}

Values Traced::values() const {
  Values out;
  for (const simt::KernelCounters& kernel : impl_->trace.kernels()) {
    Values counted = to_values(kernel);
    counted.set("verdicts", verdicts_on(kernel));
    out.set(kernel.kernel, counted);
  }
  return out;
}

}  // namespace llmsys
