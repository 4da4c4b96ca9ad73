/// @file
/// What `lab profile` shows: counters, verdicts and findings of all kernels that a program ran in the emulator.
#pragma once
#include <string>
#include <vector>

#include "framework/simt/trace/report.h"

namespace llmsys {

/// One run of one program.
struct Profile {
  std::string what;                         ///< "lab 02, transpose of your code", "scale.cu"
  std::string gpu;                          ///< whose roofline is shown: "NVIDIA A100-SXM4-80GB"
  std::vector<simt::KernelReport> kernels;  ///< in the order of first launch, with their source lines
  std::vector<simt::Finding> findings;      ///< of the checkers, with their source lines
};

/// The tables of all kernels, then the findings.  @param lines  also a row for each source line that touched memory
std::string profile_text(const Profile& profile, bool lines);

/// All numbers, for programs; its keys are those of KernelCounters and Finding.
std::string profile_json(const Profile& profile);

/// A page that needs nothing else: tables, verdicts, findings, and the source with what each line cost beside it.
std::string profile_html(const Profile& profile);

/// One finding in a few lines: what, where, by whom before, the usual cause.
std::string finding_text(const simt::Finding& finding);

}  // namespace llmsys
