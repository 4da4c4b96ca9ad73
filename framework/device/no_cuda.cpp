// Device::cuda where there is none: the sanitizer presets leave the emulator out, because fibers switch stacks behind a
// sanitizer's back, and so do programs that are for the host only.
#include <string>

#include "framework/base/error.h"
#include "framework/device/device.h"
#include "framework/device/memory.h"
#include "framework/device/stream.h"

namespace llmsys {
namespace {

constexpr const char* kWhy = "this program is linked without the emulator, as those of the sanitizer presets are";

[[noreturn]] void throw_absent(const char* who) { throw DeviceError(text("[", who, "] there is no cuda: ", kWhy)); }

}  // namespace

bool cuda_available(std::string* why_not) {
  if (why_not != nullptr) *why_not = kWhy;
  return false;
}

DeviceInfo cuda_info() { throw_absent("cuda_info"); }
void cuda_synchronize() { throw_absent("cuda_synchronize"); }

void* device_allocate(size_t /*bytes*/, DeviceMemory /*kind*/) { throw_absent("device_allocate"); }
void device_free(void* /*block*/) noexcept {}
void device_copy(void* /*to*/, const void* /*from*/, size_t /*bytes*/) { throw_absent("device_copy"); }
void device_fill(void* /*to*/, unsigned char /*byte*/, size_t /*bytes*/) { throw_absent("device_fill"); }

void Stream::synchronize() const { throw_absent("Stream"); }
OwnedStream::OwnedStream() { throw_absent("OwnedStream"); }
OwnedStream::~OwnedStream() = default;
Event::Event() { throw_absent("Event"); }
Event::~Event() = default;
void Event::record(Stream /*stream*/) { throw_absent("Event"); }
void Event::wait(Stream /*stream*/) const { throw_absent("Event"); }
void Event::synchronize() const { throw_absent("Event"); }
float Event::milliseconds_until(const Event& /*later*/) const { throw_absent("Event"); }

}  // namespace llmsys
