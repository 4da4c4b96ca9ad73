/// @file
/// What every MemoryResource promises, as one suite to run on each implementation (a student's included).
#pragma once
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

#include "framework/base/error.h"
#include "framework/memory/memory_resource.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

namespace llmsys::testing {

/// A block and the pattern that its owner wrote into it.
struct OwnedBlock {
  unsigned char* data;    ///< what allocate returned
  size_t bytes;           ///< what was asked for
  unsigned char pattern;  ///< every byte of it
};

/// Allocates a block and fills it with `pattern`.
inline OwnedBlock take_block(MemoryResource& resource, size_t bytes, unsigned char pattern) {
  auto* data = static_cast<unsigned char*>(resource.allocate(bytes));
  if (bytes > 0) std::memset(data, pattern, bytes);
  return {data, bytes, pattern};
}

/// Whether the block still holds its pattern; gives it back.
inline bool give_block_back(MemoryResource& resource, const OwnedBlock& block) {
  bool intact = true;
  for (size_t i = 0; i < block.bytes; ++i) intact = intact && block.data[i] == block.pattern;
  resource.deallocate(block.data, block.bytes);
  return intact;
}

/// Allocates and frees blocks of pseudo-random sizes, up to 16 at a time; false if one was overwritten by another.
inline bool churn_is_intact(MemoryResource& resource, uint32_t seed, int steps) {
  std::vector<OwnedBlock> held;
  bool intact = true;
  for (int step = 0; step < steps; ++step) {
    seed = seed * 1664525 + 1013904223;
    if (held.size() == 16) {
      const size_t victim = (seed >> 8) % held.size();
      intact = give_block_back(resource, held[victim]) && intact;
      held.erase(held.begin() + static_cast<std::ptrdiff_t>(victim));
    }
    held.push_back(take_block(resource, (seed >> 16) % 5000, static_cast<unsigned char>(seed >> 24)));
  }
  for (const OwnedBlock& block : held) intact = give_block_back(resource, block) && intact;
  return intact;
}

/// Holds `resource` to the interface: alignment, no overlap, zero bytes, threads, the error when memory runs out.
inline void check_memory_contract(MemoryResource& resource) {
  for (const size_t alignment : {size_t{8}, size_t{64}, size_t{4096}})
    for (const size_t bytes : {size_t{1}, size_t{63}, size_t{64}, size_t{4097}, size_t{3} << 20}) {
      CAPTURE(alignment, bytes);
      void* pointer = resource.allocate(bytes, alignment);
      REQUIRE(pointer != nullptr);
      CHECK(reinterpret_cast<uintptr_t>(pointer) % alignment == 0);
      std::memset(pointer, 1, bytes);
      resource.deallocate(pointer, bytes, alignment);
    }
  resource.deallocate(resource.allocate(0), 0);
  resource.deallocate(nullptr, 0);
  CHECK(churn_is_intact(resource, 1, 2000));
  {
    std::vector<char> intact(4);
    std::vector<std::jthread> threads;
    for (uint32_t t = 0; t < 4; ++t)
      threads.emplace_back([&, t] { intact[t] = churn_is_intact(resource, 10 + t, 500); });
    threads.clear();  // joins
    CHECK(intact == std::vector<char>(4, 1));
  }
  CHECK_THROWS_AS(resource.allocate(size_t{1} << 50), OutOfMemory);
  CHECK(contains(message_of([&] { resource.allocate(size_t{1} << 50); }), "1125899906842624 bytes"));
}

}  // namespace llmsys::testing
