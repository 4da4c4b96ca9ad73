#include "framework/simt/vector_types.h"

#include <string>

#include "framework/simt/copies_under_test.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys::simt;

// What the instrumented file did: "r16 w16" is a load and a store of 16 bytes.
std::string accesses;

void note(const char* kind) { accesses += accesses.empty() ? kind : std::string(" ") + kind; }

template <class T>
std::string accesses_of_copy() {
  T from[4] = {}, to[4] = {};
  accesses.clear();
  copy_element(to, from, 3);
  return accesses;
}

}  // namespace

#define LLMSYS_ON_ACCESS(name, kind) \
  extern "C" void name(void* /*address*/) { note(kind); }
LLMSYS_ON_ACCESS(__tsan_read1, "r1")
LLMSYS_ON_ACCESS(__tsan_read2, "r2")
LLMSYS_ON_ACCESS(__tsan_read4, "r4")
LLMSYS_ON_ACCESS(__tsan_read8, "r8")
LLMSYS_ON_ACCESS(__tsan_read16, "r16")
LLMSYS_ON_ACCESS(__tsan_write1, "w1")
LLMSYS_ON_ACCESS(__tsan_write2, "w2")
LLMSYS_ON_ACCESS(__tsan_write4, "w4")
LLMSYS_ON_ACCESS(__tsan_write8, "w8")
LLMSYS_ON_ACCESS(__tsan_write16, "w16")
extern "C" void __tsan_init() {}

TEST_CASE("a vector is copied by one load and one store") {
  CHECK(accesses_of_copy<float4>() == "r16 w16");
  CHECK(accesses_of_copy<double2>() == "r16 w16");
  CHECK(accesses_of_copy<float2>() == "r8 w8");
  CHECK(accesses_of_copy<uchar4>() == "r4 w4");
  CHECK(accesses_of_copy<half2>() == "r4 w4");
}

TEST_CASE("three numbers are copied one by one, as on a GPU") {
  CHECK(accesses_of_copy<float3>() == "r4 r4 r4 w4 w4 w4");
}

TEST_CASE("a vector that is computed with is still one load and one store, and does what it should") {
  alignas(16) const float from[8] = {1, 2, 3, 4, 5, 6, 7, 8};
  alignas(16) float to[8] = {};
  accesses.clear();
  scale_by_four(to, from, 1);
  CHECK(accesses == "r16 w16");
  for (int i = 4; i < 8; ++i) CHECK(to[i] == 2 * from[i]);
  CHECK(to[3] == 0);
}

TEST_CASE("one member of a vector is a load of its own size") {
  const float4 from[2] = {{1, 2, 3, 4}, {5, 6, 7, 8}};
  accesses.clear();
  CHECK(second_of_four(from, 1) == 6);
  CHECK(accesses == "r4");
}

TEST_CASE("a shared array of vectors has no guard: nothing but its loads and stores") {
  const float4 from[2] = {{1, 2, 3, 4}, {5, 6, 7, 8}};
  float4 to[2] = {};
  accesses.clear();
  copy_through_shared(to, from, 1, 1);
  CHECK(accesses == "r16 w16 r16 w16");
  CHECK(to[1].w == 8);
}

TEST_CASE("vectors have CUDA's sizes and alignments") {
  CHECK((sizeof(char3) == 3 && alignof(char3) == 1 && alignof(uchar4) == 4));
  CHECK((sizeof(short4) == 8 && alignof(short4) == 8 && alignof(ushort2) == 4));
  CHECK((sizeof(float3) == 12 && alignof(float3) == 4 && alignof(int2) == 8 && alignof(uint4) == 16));
  CHECK((sizeof(double4) == 32 && alignof(double4) == 16 && alignof(double3) == 8 && alignof(longlong2) == 16));
}

TEST_CASE("vectors are made from their members, which start uninitialised or, asked so, at zero") {
  const float4 sum = make_float4(1, 2, 3, 4), zero{};
  CHECK((sum.x == 1 && sum.y == 2 && sum.z == 3 && sum.w == 4));
  CHECK((zero.x == 0 && zero.w == 0));
  const uint3 index{4, 5, 6};
  CHECK((index.x == 4 && index.z == 6));
  double4 moved = make_double4(1, 2, 3, 4);
  const double4 copy = moved;
  moved.w = 0;
  CHECK((copy.x == 1 && copy.z == 3 && copy.w == 4));
}

TEST_CASE("dim3 takes up to three sizes and converts to and from uint3") {
  const dim3 line = 7, box(2, 3, 4);
  CHECK((line.x == 7 && line.y == 1 && line.z == 1));
  const uint3 sizes = box;
  CHECK((sizes.x == 2 && sizes.y == 3 && sizes.z == 4));
  CHECK(dim3(sizes).z == 4);
}
