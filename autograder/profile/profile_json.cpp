#include <nlohmann/json.hpp>

#include "autograder/profile/profile.h"

namespace llmsys {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const simt::AccessCounters& a) {
  return {{"requests", a.requests},         {"lanes", a.lanes},
          {"sectors", a.sectors},           {"ideal_sectors", a.ideal_sectors},
          {"wavefronts", a.wavefronts},     {"ideal_wavefronts", a.ideal_wavefronts},
          {"useful_bytes", a.useful_bytes}, {"moved_bytes", a.moved_bytes}};
}

Json json_of(const dim3& size) { return {size.x, size.y, size.z}; }

Json json_of(const simt::SourceLine& source) { return {{"file", source.file}, {"line", source.line}}; }

Json json_of(const simt::LineCounters& line) {
  return {{"source", json_of(line.source)},
          {"traffic", simt::traffic_name(line.space, line.kind)},
          {"bytes_per_lane", line.bytes},
          {"access", json_of(line.access)},
          {"contended", line.contended}};
}

Json json_of(const simt::Verdict& verdict) {
  return {{"notice", simt::to_text(verdict.notice)},
          {"source", json_of(verdict.source)},
          {"factor", verdict.factor},
          {"wasted_bytes", verdict.wasted_bytes},
          {"text", verdict.text}};
}

Json json_of(const simt::Roofline& roof) {
  return {{"gpu", roof.gpu->name},
          {"least_bytes", roof.least_bytes},
          {"memory_seconds", roof.memory_seconds},
          {"shared_seconds", roof.shared_seconds},
          {"bound", simt::to_text(roof.bound)}};
}

Json json_of(const simt::KernelReport& report) {
  const simt::KernelCounters& k = report.counters;
  Json out = {{"kernel", k.kernel},
              {"grid", json_of(k.last.grid)},
              {"block", json_of(k.last.block)},
              {"dynamic_shared", k.last.dynamic_shared},
              {"traced", k.last.traced},
              {"launches", k.launches},
              {"blocks", k.blocks},
              {"threads", k.threads},
              {"global_load", json_of(k.global_load)},
              {"global_store", json_of(k.global_store)},
              {"global_atomic", json_of(k.global_atomic)},
              {"shared_load", json_of(k.shared_load)},
              {"shared_store", json_of(k.shared_store)},
              {"shared_atomic", json_of(k.shared_atomic)},
              {"constant", json_of(k.constant)},
              {"local_lanes", k.local_lanes},
              {"contended_atomics", k.contended_atomics},
              {"barriers", k.barriers},
              {"warp_syncs", k.warp_syncs},
              {"warp_instructions", k.warp_instructions},
              {"active_lanes", k.active_lanes},
              {"possible_lanes", k.possible_lanes},
              {"unique_global_load_bytes", k.unique_global_load_bytes},
              {"unique_global_store_bytes", k.unique_global_store_bytes},
              {"lines", Json::array()},
              {"verdicts", Json::array()}};
  for (const simt::LineCounters& line : k.lines) out["lines"].push_back(json_of(line));
  for (const simt::Verdict& verdict : report.verdicts) out["verdicts"].push_back(json_of(verdict));
  if (report.roofline) out["roofline"] = json_of(*report.roofline);
  return out;
}

Json json_of(const KernelOnGpu& kernel) {
  const cuda::KernelResources& needs = kernel.resources;
  const simt::Occupancy& o = kernel.occupancy;
  return {{"kernel", needs.kernel},
          {"architecture", needs.architecture},
          {"registers", needs.registers},
          {"static_shared", needs.shared_bytes},
          {"stack_bytes", needs.stack_bytes},
          {"spill_bytes", needs.spill_bytes},
          {"occupancy",
           {{"blocks", o.blocks}, {"warps", o.warps}, {"fraction", o.fraction}, {"limited_by", o.limited_by}}}};
}

Json json_of(const simt::Finding& finding) {
  return {{"kind", simt::to_text(finding.kind)},
          {"kernel", finding.kernel},
          {"source", json_of(finding.source)},
          {"block", finding.block},
          {"thread", finding.thread},
          {"what", finding.what},
          {"before", finding.before},
          {"before_source", json_of(finding.before_source)},
          {"cause", finding.cause},
          {"times", finding.times}};
}

}  // namespace

std::string profile_json(const Profile& profile) {
  Json out = {{"format_version", 1},      {"what", profile.what},        {"emulated", true},
              {"gpu", profile.gpu},       {"note", simt::kEmulatedNote}, {"nvcc_note", profile.nvcc_note},
              {"kernels", Json::array()}, {"findings", Json::array()}};
  for (const simt::KernelReport& kernel : profile.kernels) {
    out["kernels"].push_back(json_of(kernel));
    const auto nvcc = profile.nvcc.find(kernel.counters.kernel);
    if (nvcc != profile.nvcc.end()) out["kernels"].back()["nvcc"] = json_of(nvcc->second);
  }
  for (const simt::Finding& finding : profile.findings) out["findings"].push_back(json_of(finding));
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace llmsys
