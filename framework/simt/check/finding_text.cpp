#include "framework/simt/check/finding_text.h"

#include "framework/base/text.h"

namespace llmsys::simt {
namespace {

std::string place(const SourceLine& source) {
  if (source.line == 0) return "";
  return text(" at ", source.file, ":", source.line);
}

/// The text with each line moved in by four.
std::string indented(const std::string& lines) {
  std::string out = "    ";
  for (const char c : lines) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out + "\n";
}

}  // namespace

const char* title(FindingKind kind) {
  switch (kind) {
    case FindingKind::out_of_bounds: return "out of bounds";
    case FindingKind::use_after_free: return "use after free";
    case FindingKind::illegal_address: return "illegal address";
    case FindingKind::misaligned: return "misaligned address";
    case FindingKind::uninitialized_global: return "uninitialised device memory";
    case FindingKind::uninitialized_shared: return "uninitialised shared memory";
    case FindingKind::race_shared: return "race in shared memory";
    case FindingKind::race_global: return "race in device memory";
    case FindingKind::barrier_exited: return "barrier without all threads";
    case FindingKind::barrier_diverged: return "different barriers";
    case FindingKind::mask_without_caller: return "mask without its caller";
    case FindingKind::deadlock: return "deadlock";
    case FindingKind::spinning: return "endless wait";
    case FindingKind::stack_overflow: return "stack overflow";
    case FindingKind::assertion: return "failed assertion";
    case FindingKind::trap: return "trap";
    case FindingKind::leak: return "leak";
    case FindingKind::invalid_free: return "invalid free";
    case FindingKind::host_access: return "access by the host";
    default: return "result depends on order";
  }
}

std::string to_text(const Finding& finding) {
  std::string out = title(finding.kind);
  if (!finding.kernel.empty()) out += ": " + finding.kernel;
  out += place(finding.source) + "\n";
  out += indented(finding.what);
  if (!finding.before.empty()) out += indented(finding.before + place(finding.before_source));
  if (!finding.cause.empty()) out += indented(finding.cause);
  if (finding.times > 1) out += indented(text(finding.times, " times"));
  return out;
}

}  // namespace llmsys::simt
