/// @file
/// Errors of the runtime: this thread's last one, and the sticky one of the device.
#pragma once
#include <string>

#include "framework/base/text.h"
#include "framework/simt/runtime_errors.h"

namespace llmsys::simt {

/// Makes `code` this thread's last error, with an explanation, and returns it.
cudaError_t fail(cudaError_t code, std::string report);
/// Makes `code` the error of all calls from now on: the device is in an undefined state.
void poison(cudaError_t code, std::string report);
/// The sticky error, as this thread's last one; cudaSuccess if there is none.
cudaError_t device_state();
/// Forgets the sticky error.
void heal();

/// "0x680000000100", for messages.
std::string hex(const void* address);

}  // namespace llmsys::simt
