/// @file
/// What `lab profile` shows: counters, verdicts and findings of all kernels that a program ran in the emulator.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/profile/nvcc.h"
#include "framework/simt/occupancy.h"
#include "framework/simt/trace/report.h"

namespace llmsys {

/// What nvcc says of a kernel, and what follows for the chosen GPU.
struct KernelOnGpu {
  cuda::KernelResources resources;  ///< as ptxas printed them
  simt::Occupancy occupancy;        ///< of blocks as they were launched last
};

/// One run of one program.
struct Profile {
  std::string what;                         ///< "lab 02, transpose of your code", "scale.cu"
  std::string gpu;                          ///< whose roofline is shown: "NVIDIA A100-SXM4-80GB"
  std::vector<simt::KernelReport> kernels;  ///< in the order of first launch, with their source lines
  std::vector<simt::Finding> findings;      ///< of the checkers, with their source lines
  std::map<std::string, KernelOnGpu> nvcc;  ///< by kernel's name, where nvcc compiled it
  std::string nvcc_note;                    ///< where these figures come from, or why there are none
};

/// The tables of all kernels, then the findings.  @param lines  also a row for each source line that touched memory
std::string profile_text(const Profile& profile, bool lines);

/// All numbers, for programs; its keys are those of KernelCounters and Finding.
std::string profile_json(const Profile& profile);

/// A page that needs nothing else: tables, verdicts, findings, and the source with what each line cost beside it.
std::string profile_html(const Profile& profile);

/// Adds what nvcc found out to the kernels of the profile, which were launched already.
void add_gpu_figures(Profile& profile, const simt::Gpu& gpu, const std::vector<Compiled>& files);
/// The .cu files that define the kernels: `source` if it is not empty, else those where kernels touched memory, without the
/// framework's.
std::vector<std::string> files_of_kernels(const Profile& profile, const std::string& source);

/// One finding in a few lines: what, where, by whom before, the usual cause.
std::string finding_text(const simt::Finding& finding);

}  // namespace llmsys
