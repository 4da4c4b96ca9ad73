/// @file
/// Words for accesses that lie nowhere, or not where they should.
#pragma once
#include <cstdint>
#include <string>

#include "framework/simt/check/scene.h"

namespace llmsys::simt {

/// What an access out of bounds lies beside.
struct Neighbour {
  std::string name;              ///< "allocation 2", "shared array tile"; "": there is none
  uintptr_t begin = 0, end = 0;  ///< where it lies
};
/// The live allocation with the least distance to the address.
Neighbour nearest_allocation(uintptr_t address);

/// ", 8 bytes behind the end of allocation 2 (512 bytes: 128 elements of 4)".
std::string outside_text(const Neighbour& near, uintptr_t address, int bytes);
/// Why it probably lies there.  @param block  of the grid, that touched it
std::string outside_cause(const Neighbour& near, uintptr_t address, const Scene& scene, int block);
/// Why a shared array may be left.
std::string shared_cause();
/// Of an index into a __device__ array.
std::string variable_cause();
/// " at host memory", " at address 16".
std::string illegal_text(uintptr_t address);
std::string illegal_cause(uintptr_t address);
/// " at byte 4 of allocation 2 (512 bytes), which is no multiple of 16".
std::string misaligned_text(const Scene& scene, uintptr_t address, int bytes);
std::string misaligned_cause(int bytes);

}  // namespace llmsys::simt
