/// @file
/// What only a GPU's compiler would refuse: the emulator runs any function as a kernel.
#pragma once
#include <string>
#include <string_view>

namespace llmsys {

/// A remark on the first function of a source that launch<> starts though it is not __global__; empty if there is none.
/// @param shown  the file's name as the student knows it: "labs/00_warm_up/saxpy.cu"
std::string launched_without_global(std::string_view source, const std::string& shown);

}  // namespace llmsys
