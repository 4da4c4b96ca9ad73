#include "autograder/worker/traced.h"

#include <algorithm>
#include <cstdio>
#include <exception>

#include "autograder/worker/access_picture.h"
#include "framework/base/error.h"
#include "framework/simt/check/finding_text.h"
#include "framework/simt/not_implemented.h"
#include "framework/simt/runtime/failure.h"
#include "framework/simt/trace/symbolizer.h"
#include "framework/simt/trace/verdict.h"

namespace llmsys {
namespace {

constexpr size_t kShownFindings = 4;  // the first in full: others often follow from it

std::string place(const simt::SourceLine& source) {
  return source.file.empty() ? "" : text(repository_path(source.file), ":", source.line);
}

// "race in shared memory, in transpose_kernel<float> at labs/02_gpu_kernels/transpose.cu:35"
std::string headline(const simt::Finding& finding) {
  const std::string at = place(finding.source);
  return text(simt::title(finding.kind), finding.kernel.empty() ? "" : ", in " + finding.kernel,
              at.empty() ? "" : " at " + at);
}

std::string in_full(const simt::Finding& finding) {
  const std::string before_at = place(finding.before_source);
  std::string out = headline(finding) + "\n  " + finding.what;
  if (finding.times > 1) out += text("; ", finding.times, " times in all");
  if (const std::string picture = finding_picture(finding); !picture.empty()) out += "\n  " + picture;
  const bool ours = finding.before.ends_with("was allocated") && !before_at.starts_with("labs/");
  if (!finding.before.empty() && !ours)
    out += text("\n  before: ", finding.before, before_at.empty() ? "" : " at " + before_at);
  return out + (finding.cause.empty() ? "" : "\n  usual cause: " + finding.cause);
}

// What the lanes touched in the line that a verdict is about, where that is a matter of how they lie.
std::string picture_of(const simt::Verdict& verdict, const simt::KernelCounters& kernel) {
  const bool shared = verdict.notice == simt::Notice::bank_conflict;
  if (!shared && verdict.notice != simt::Notice::uncoalesced) return "";
  for (const simt::LineCounters& line : kernel.lines) {
    const bool same = line.source.line == verdict.source.line && line.source.file == verdict.source.file;
    const bool there = (line.space == simt::Space::shared) == shared;
    const bool dear =
        line.access.sectors > line.access.ideal_sectors || line.access.wavefronts > line.access.ideal_wavefronts;
    if (const std::string picture = access_picture(line); same && there && dear && !picture.empty())
      return "\n" + picture;
  }
  return "";
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
    if (!fine(verdict)) out.emplace_back(kernel.kernel + ": " + verdict.text + picture_of(verdict, kernel));
  return out;
}

}  // namespace

CheckerReport report_of(const std::vector<simt::Finding>& findings) {
  std::string message = "the emulator's checkers found a mistake: " + in_full(findings.front());
  std::vector<std::string> others;
  for (const simt::Finding& finding : findings)
    if (const std::string line = headline(finding); std::find(others.begin(), others.end(), line) == others.end())
      others.push_back(line);
  if (others.size() > 1) message += "\nand then";
  for (size_t i = 1; i < std::min(others.size(), kShownFindings); ++i) message += "\n  " + others[i];
  if (others.size() > kShownFindings) message += text("\n  ", others.size() - kShownFindings, " more");
  return {.kind = ErrorKind::sanitizer, .message = message, .where = place(findings.front().source)};
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
