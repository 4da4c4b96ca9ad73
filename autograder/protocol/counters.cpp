#include "autograder/protocol/counters.h"

#include "framework/base/error.h"

namespace llmsys {
namespace {

using simt::AccessCounters;
using simt::KernelCounters;

// Every number has a name on the wire: its own.
struct AccessField {
  const char* name;
  int64_t AccessCounters::*field;
};
constexpr AccessField kAccessFields[] = {
    {"requests", &AccessCounters::requests},         {"lanes", &AccessCounters::lanes},
    {"sectors", &AccessCounters::sectors},           {"ideal_sectors", &AccessCounters::ideal_sectors},
    {"wavefronts", &AccessCounters::wavefronts},     {"ideal_wavefronts", &AccessCounters::ideal_wavefronts},
    {"useful_bytes", &AccessCounters::useful_bytes}, {"moved_bytes", &AccessCounters::moved_bytes}};

struct Traffic {
  const char* name;
  AccessCounters KernelCounters::*field;
};
constexpr Traffic kTraffic[] = {{"global_load", &KernelCounters::global_load},
                                {"global_store", &KernelCounters::global_store},
                                {"global_atomic", &KernelCounters::global_atomic},
                                {"shared_load", &KernelCounters::shared_load},
                                {"shared_store", &KernelCounters::shared_store},
                                {"shared_atomic", &KernelCounters::shared_atomic},
                                {"constant", &KernelCounters::constant}};

struct Number {
  const char* name;
  int64_t KernelCounters::*field;
};
constexpr Number kNumbers[] = {{"launches", &KernelCounters::launches},
                               {"blocks", &KernelCounters::blocks},
                               {"threads", &KernelCounters::threads},
                               {"local_lanes", &KernelCounters::local_lanes},
                               {"contended_atomics", &KernelCounters::contended_atomics},
                               {"barriers", &KernelCounters::barriers},
                               {"warp_syncs", &KernelCounters::warp_syncs},
                               {"active_lanes", &KernelCounters::active_lanes},
                               {"possible_lanes", &KernelCounters::possible_lanes},
                               {"unique_global_load_bytes", &KernelCounters::unique_global_load_bytes},
                               {"unique_global_store_bytes", &KernelCounters::unique_global_store_bytes}};

int64_t count(const Values& values, const char* name) {
  const int64_t number = values[name].integer();
  LLMSYS_CHECK(ValueError, number >= 0, "[counters] ", name, " must not be negative, got ", number);
  return number;
}

Values to_values(const AccessCounters& access) {
  Values out;
  for (const AccessField& field : kAccessFields) out.set(field.name, access.*field.field);
  return out;
}

AccessCounters access_from(const Values& values) {
  AccessCounters out;
  for (const AccessField& field : kAccessFields) out.*field.field = count(values, field.name);
  return out;
}

Value to_value(const dim3& size) { return std::vector<int64_t>{size.x, size.y, size.z}; }

dim3 dim3_from(const Value& value) {
  const std::vector<int64_t> sizes = value.integers();
  LLMSYS_CHECK(ValueError, sizes.size() == 3, "[counters] a grid or block has 3 sizes, got ", sizes.size());
  const auto size = [&](size_t i) { return static_cast<unsigned>(sizes[i]); };
  return {size(0), size(1), size(2)};
}

}  // namespace

Values to_values(const KernelCounters& kernel) {
  Values out{{"kernel", kernel.kernel},
             {"grid", to_value(kernel.last.grid)},
             {"block", to_value(kernel.last.block)},
             {"dynamic_shared", static_cast<int64_t>(kernel.last.dynamic_shared)}};
  for (const Number& number : kNumbers) out.set(number.name, kernel.*number.field);
  for (const Traffic& traffic : kTraffic) out.set(traffic.name, to_values(kernel.*traffic.field));
  Values instructions;
  for (const auto& [name, times] : kernel.warp_instructions) instructions.set(name, times);
  out.set("warp_instructions", instructions);
  return out;
}

KernelCounters kernel_counters_from(const Values& values) {
  KernelCounters out;
  out.kernel = values["kernel"].bytes();
  out.last.grid = dim3_from(values["grid"]);
  out.last.block = dim3_from(values["block"]);
  out.last.dynamic_shared = static_cast<size_t>(count(values, "dynamic_shared"));
  for (const Number& number : kNumbers) out.*number.field = count(values, number.name);
  for (const Traffic& traffic : kTraffic) out.*traffic.field = access_from(values[traffic.name].map());
  for (const auto& [name, times] : values["warp_instructions"].map()) out.warp_instructions[name] = times.integer();
  return out;
}

void add_counters(KernelCounters& sum, const KernelCounters& more) {
  for (const Number& number : kNumbers) sum.*number.field += more.*number.field;
  for (const Traffic& traffic : kTraffic)
    for (const AccessField& field : kAccessFields) sum.*traffic.field.*field.field += more.*traffic.field.*field.field;
  for (const auto& [name, times] : more.warp_instructions) sum.warp_instructions[name] += times;
}

}  // namespace llmsys
