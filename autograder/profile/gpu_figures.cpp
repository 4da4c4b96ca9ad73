// nvcc's figures of kernels that ran, beside the emulator's.
#include <algorithm>
#include <cmath>
#include <set>

#include "autograder/profile/profile.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

unsigned threads_of(const simt::LaunchInfo& launch) { return launch.block.x * launch.block.y * launch.block.z; }

std::vector<std::string> lines_of(const KernelOnGpu& kernel, const simt::LaunchInfo& launch) {
  const cuda::KernelResources& needs = kernel.resources;
  const simt::Occupancy& o = kernel.occupancy;
  const std::string who = text("nvcc, sm_", needs.architecture, ": ");
  std::string line = text(who, needs.registers, " registers · static shared ", needs.shared_bytes, " B");
  if (needs.stack_bytes > 0) line += text(" · stack ", needs.stack_bytes, " B");
  line += text(" · ", needs.spill_bytes == 0 ? "no spills" : text(needs.spill_bytes, " B of spills"));
  if (o.blocks > 0)
    line += text(" · occupancy ", std::lround(100 * o.fraction), " % (", o.blocks, o.blocks == 1 ? " block" : " blocks",
                 " of ", threads_of(launch), ", limited by ", o.limited_by, ")");
  std::vector<std::string> lines = {line};
  if (o.blocks == 0) lines.push_back(text("! ", who, "cannot be launched so: too much of ", o.limited_by));
  if (needs.spill_bytes > 0)
    lines.push_back(text("! ", who, "registers do not suffice: ", needs.spill_bytes,
                         " bytes of stores and loads a thread go to local memory instead"));
  return lines;
}

}  // namespace

std::vector<std::string> files_of_kernels(const Profile& profile, const std::string& source) {
  if (!source.empty()) return {source};
  std::set<std::string> files;
  for (const simt::KernelReport& kernel : profile.kernels)
    for (const simt::LineCounters& line : kernel.counters.lines) {
      const std::string& file = line.source.file;
      if (file.ends_with(".cu") && file.find("/framework/") == std::string::npos) files.insert(file);
    }
  return {files.begin(), files.end()};
}

void add_gpu_figures(Profile& profile, const simt::Gpu& gpu, const std::vector<Compiled>& files) {
  for (simt::KernelReport& report : profile.kernels) {
    const simt::KernelCounters& kernel = report.counters;
    const cuda::KernelResources* found = find_kernel(files, kernel.kernel);
    if (found == nullptr) continue;
    const simt::KernelResources needs{found->registers, static_cast<size_t>(found->shared_bytes)};
    const simt::LaunchInfo& launch = kernel.last;
    const KernelOnGpu figures{*found,
                              simt::occupancy(gpu, needs, static_cast<int>(threads_of(launch)), launch.dynamic_shared)};
    report.notes = lines_of(figures, launch);
    profile.nvcc.emplace(kernel.kernel, figures);
  }
  for (const Compiled& file : files)
    if (!file.problem.empty())
      profile.nvcc_note = text("no registers, spills and occupancy: nvcc says: ", file.problem);
}

}  // namespace llmsys
