#include "autograder/profile/profile.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

std::string place(const simt::SourceLine& source) {
  return source.file.empty() ? "" : text(repository_path(source.file), ":", source.line);
}

}  // namespace

std::string finding_text(const simt::Finding& finding) {
  std::string out = simt::to_text(finding.kind);
  if (!finding.kernel.empty()) out += " in " + finding.kernel;
  if (!finding.source.file.empty()) out += " at " + place(finding.source);
  out += "\n    " + finding.what;
  if (!finding.before.empty())
    out += text("\n    before: ", finding.before, finding.before_source.file.empty() ? "" : " at ",
                place(finding.before_source));
  if (finding.block >= 0) out += text("\n    first seen in block ", finding.block, ", thread ", finding.thread);
  if (finding.times > 1) out += text("; ", finding.times, " times in all");
  if (!finding.cause.empty()) out += "\n    usual cause: " + finding.cause;
  return out;
}

std::string profile_text(const Profile& profile, bool lines) {
  std::string out;
  for (const simt::KernelReport& kernel : profile.kernels) {
    out += simt::to_table(kernel) + "\n";
    if (lines) out += simt::line_table(kernel.counters) + "\n";
  }
  if (profile.kernels.empty()) out += "No kernel ran.\n\n";
  for (const simt::Finding& finding : profile.findings) out += "  ! " + finding_text(finding) + "\n\n";
  if (profile.findings.empty())
    out += "The checkers found nothing: memory, initialisation, races, barriers, leaks, streams.\n";
  out += text(simt::kEmulatedNote, "\n");
  return profile.nvcc_note.empty() ? out : text(out, profile.nvcc_note, "\n");
}

}  // namespace llmsys
