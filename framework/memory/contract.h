/// @file
/// What a MemoryResource promises, as suites to run on each implementation (a student's included):
/// - check_memory_contract: every resource
/// - check_memory_accounting: those that take their memory from another resource
/// - check_memory_limit: those that can be given a limit
/// - check_stream_contract: those that keep freed blocks for later
#pragma once
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/memory/host_resource.h"
#include "framework/memory/memory_resource.h"
#include "framework/memory/peak_meter.h"
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

/// Every block starts where its alignment says, whatever its size, also when it is handed out a second time.
inline void check_alignment(MemoryResource& resource) {
  for (int round = 0; round < 2; ++round)
    for (const size_t alignment : {size_t{8}, size_t{64}, size_t{128}, size_t{4096}})
      for (const size_t bytes : {size_t{1}, size_t{63}, size_t{64}, size_t{4097}, size_t{3} << 20}) {
        CAPTURE(round, alignment, bytes);
        void* pointer = resource.allocate(bytes, alignment);
        REQUIRE(pointer != nullptr);
        CHECK(reinterpret_cast<uintptr_t>(pointer) % alignment == 0);
        std::memset(pointer, 1, bytes);
        resource.deallocate(pointer, bytes, alignment);
      }
}

/// Blocks of sizes around powers of two, where allocators round, held together and each given back in the middle of the
/// others: none touches another.
inline void check_sizes_around_edges(MemoryResource& resource) {
  std::vector<OwnedBlock> held;
  unsigned char pattern = 1;
  for (int round = 0; round < 2; ++round) {
    for (size_t power = 64; power <= size_t{1} << 20; power *= 4)
      for (const size_t bytes : {power - 1, power, power + 1, power + power / 8, power + power / 8 + 1})
        held.push_back(take_block(resource, bytes, pattern++));
    for (size_t i = 0; i < held.size(); i += 2) {
      CAPTURE(held[i].bytes);
      CHECK(give_block_back(resource, held[i]));
      held[i] = take_block(resource, held[i].bytes, pattern++);
    }
  }
  for (const OwnedBlock& block : held) CHECK(give_block_back(resource, block));
}

/// Blocks allocated by one thread and freed by another keep their contents until then.
inline void check_blocks_freed_elsewhere(MemoryResource& resource) {
  for (unsigned char round = 1; round <= 8; ++round) {
    std::vector<OwnedBlock> blocks;
    for (size_t i = 0; i < 40; ++i) blocks.push_back(take_block(resource, 1 + i * i * 97, round));
    bool intact = true;
    std::jthread([&] {
      for (const OwnedBlock& block : blocks) intact = give_block_back(resource, block) && intact;
    }).join();
    CHECK(intact);
  }
}

/// Four threads at once, each with blocks of its own.
inline void check_threads(MemoryResource& resource) {
  std::vector<char> intact(4);
  std::vector<std::jthread> threads;
  for (uint32_t t = 0; t < 4; ++t) threads.emplace_back([&, t] { intact[t] = churn_is_intact(resource, 10 + t, 500); });
  threads.clear();  // joins
  CHECK(intact == std::vector<char>(4, 1));
}

/// A request that no machine can meet is an OutOfMemory that names the bytes, and the resource still works.
inline void check_huge_request(MemoryResource& resource) {
  CHECK_THROWS_AS(resource.allocate(size_t{1} << 50), OutOfMemory);
  CHECK(contains(message_of([&] { resource.allocate(size_t{1} << 50); }), "1125899906842624 bytes"));
  CHECK_THROWS_AS(resource.allocate(SIZE_MAX), OutOfMemory);
  CHECK_THROWS_AS(resource.allocate(SIZE_MAX - 100, 4096), OutOfMemory);
  CHECK(give_block_back(resource, take_block(resource, 1000, 7)));
}

/// Holds `resource` to the interface: alignment, no overlap, zero bytes, threads, the error when memory runs out.
inline void check_memory_contract(MemoryResource& resource) {
  check_alignment(resource);
  resource.deallocate(resource.allocate(0), 0);
  resource.deallocate(nullptr, 0);
  CHECK(churn_is_intact(resource, 1, 2000));
  check_sizes_around_edges(resource);
  check_blocks_freed_elsewhere(resource);
  check_threads(resource);
  check_huge_request(resource);
}

/// Makes a resource that takes its memory from `upstream`, at most `limit` bytes of it (0: no limit).
using MakeResource = std::function<std::unique_ptr<MemoryResource>(MemoryResource& upstream, size_t limit)>;

/// What the resource takes from upstream covers what its callers hold, and all of it is back when the resource is gone.
inline void check_memory_accounting(const MakeResource& make) {
  HostResource host;
  PeakMeter upstream(host);
  {
    const std::unique_ptr<MemoryResource> resource = make(upstream, 0);
    std::vector<OwnedBlock> held;
    int64_t asked = 0;
    for (size_t bytes = 1; bytes < size_t{8} << 20; bytes = bytes * 3 + 1) {
      held.push_back(take_block(*resource, bytes, 5));
      CHECK(upstream.current_bytes() >= (asked += static_cast<int64_t>(bytes)));
    }
    for (const OwnedBlock& block : held) CHECK(give_block_back(*resource, block));
    check_threads(*resource);
  }
  CHECK(upstream.current_bytes() == 0);
}

/// The limit holds for what is taken from upstream: never exceeded; an error that names it; and memory that was freed,
/// of whatever size, makes room for any other.
inline void check_memory_limit(const MakeResource& make) {
  constexpr size_t kMiB = size_t{1} << 20, kLimit = 16 * kMiB;
  HostResource host;
  PeakMeter upstream(host);
  const std::unique_ptr<MemoryResource> resource = make(upstream, kLimit);
  for (const size_t bytes : {size_t{1000}, size_t{60} << 10, 3 * kMiB, 12 * kMiB, size_t{5000}}) {
    CAPTURE(bytes);
    std::vector<OwnedBlock> held;
    for (size_t used = 0; used + bytes <= 12 * kMiB; used += bytes) held.push_back(take_block(*resource, bytes, 3));
    if (held.size() > 1) std::swap(held.front(), held.back());
    CHECK(contains(message_of([&] { resource->allocate(kLimit); }), text(kLimit)));
    for (const OwnedBlock& block : held) REQUIRE(give_block_back(*resource, block));
  }
  CHECK_THROWS_AS(resource->allocate(kLimit + 1), OutOfMemory);
  CHECK(upstream.peak_bytes() <= static_cast<int64_t>(kLimit));
}

/// Allocates a block under a Context whose stream is `stream`.
inline void* allocate_on_stream(MemoryResource& resource, uint32_t stream, size_t bytes) {
  Context mine = context();
  mine.stream = stream;
  const ContextScope scope(mine);
  return resource.allocate(bytes);
}

/// A block that was allocated on one stream is handed out on no other, wherever it was freed; and on its own it is.
inline void check_stream_contract(MemoryResource& resource) {
  for (const size_t bytes : {size_t{100}, size_t{5000}, size_t{200} << 10, size_t{2} << 20}) {
    CAPTURE(bytes);
    std::set<void*> first;
    for (int i = 0; i < 4; ++i) first.insert(allocate_on_stream(resource, 1, bytes));
    CHECK(first.size() == 4);
    for (void* block : first) resource.deallocate(block, bytes);  // freed under stream 0
    std::set<void*> others, again;
    for (int i = 0; i < 8; ++i) others.insert(allocate_on_stream(resource, i % 2 == 0 ? 0 : 2, bytes));
    for (void* block : others) CHECK_FALSE(first.contains(block));
    for (int i = 0; i < 4; ++i) again.insert(allocate_on_stream(resource, 1, bytes));
    CHECK(again == first);
    for (void* block : again) resource.deallocate(block, bytes);
    for (void* block : others) resource.deallocate(block, bytes);
  }
}

}  // namespace llmsys::testing
