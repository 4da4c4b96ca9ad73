/// @file
/// A kernel's counters for people: an ncu-like table with a verdict, and a table of source lines.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "framework/simt/trace/counters.h"
#include "framework/simt/trace/roofline.h"
#include "framework/simt/trace/verdict.h"

namespace llmsys::simt {

/// All that is to be said of one kernel: what text, JSON and HTML are made of.
struct KernelReport {
  KernelCounters counters;           ///< with sources
  std::vector<Verdict> verdicts;     ///< dearest first
  std::optional<Roofline> roofline;  ///< where a GPU was chosen
  std::vector<std::string> notes{};  ///< lines of others for the table, before the verdicts
};

/// @param kernel  whose lines have their sources (Symbolizer)   @param gpu  null: no roofline
/// @param flops  of all launches; 0: unknown
KernelReport report_on(const KernelCounters& kernel, const Gpu* gpu = nullptr, double flops = 0);

/// "global load", "shared atomic", ...: what a line's traffic is called in tables.
std::string traffic_name(Space space, AccessKind kind);

/// The table of a kernel, its roofline and verdicts; some 20 lines, none wider than 110 characters.
std::string to_table(const KernelReport& report);
/// A row for each line of the source that touched memory, in the order of file and line.
std::string line_table(const KernelCounters& kernel);

/// What is said below every report.
inline constexpr const char* kEmulatedNote =
    "emulated: counted by running the kernel on the CPU. Sectors are traffic between multiprocessors and L2, not of "
    "HBM.";

}  // namespace llmsys::simt
