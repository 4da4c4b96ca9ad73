#include "framework/simt/atomics.h"

#include <thread>
#include <vector>

#include "framework/testing/test.h"

namespace {

// The sum after every one of four threads has added `value` 5000 times.
template <class T>
T added_by_four(T value) {
  T sum{};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&sum, value] {
      for (int i = 0; i < 5000; ++i) atomicAdd(&sum, value);
    });
  for (std::thread& thread : threads) thread.join();
  return sum;
}

}  // namespace

TEST_CASE("additions by several threads are never lost") {
  CHECK(added_by_four(1) == 20000);
  CHECK(added_by_four(2U) == 40000);
  CHECK(added_by_four(1ULL << 40) == 20000ULL << 40);
  CHECK(added_by_four(0.5F) == 10000);
  CHECK(added_by_four(0.5) == 10000);
  CHECK(float(added_by_four(__half(1)).operator float()) == 2048);  // where adding 1 no longer changes a half
  CHECK(float(added_by_four(__nv_bfloat16(1))) == 256);
  const float2 pair = __half22float2(added_by_four(__half2(__half(1), __half(0.015625F))));
  CHECK((pair.x == 2048 && pair.y == 32));
  const float4 four = added_by_four(make_float4(1, 2, 3, 4));
  CHECK((four.x == 20000 && four.y == 40000 && four.z == 60000 && four.w == 80000));
}

TEST_CASE("each operation returns the value from before") {
  int number = 5;
  CHECK((atomicAdd(&number, 2) == 5 && number == 7));
  CHECK((atomicSub(&number, 3) == 7 && number == 4));
  CHECK((atomicExch(&number, 9) == 4 && number == 9));
  CHECK((atomicMin(&number, -1) == 9 && number == -1));
  CHECK((atomicMax(&number, -3) == -1 && number == -1));
  CHECK((atomicAnd(&number, 0xFF) == -1 && number == 0xFF));
  CHECK((atomicOr(&number, 0x100) == 0xFF && number == 0x1FF));
  CHECK((atomicXor(&number, 0x1F0) == 0x1FF && number == 0xF));
  CHECK((atomicCAS(&number, 3, 8) == 0xF && number == 0xF));
  CHECK((atomicCAS(&number, 0xF, 8) == 0xF && number == 8));
}

TEST_CASE("Inc counts up to a limit and wraps, Dec counts down and wraps") {
  unsigned number = 0;
  std::vector<unsigned> up, down;
  for (int i = 0; i < 5; ++i) up.push_back(atomicInc(&number, 2));
  CHECK(up == std::vector<unsigned>{0, 1, 2, 0, 1});
  for (int i = 0; i < 5; ++i) down.push_back(atomicDec(&number, 2));
  CHECK(down == std::vector<unsigned>{2, 1, 0, 2, 1});
  number = 7;
  CHECK((atomicDec(&number, 3) == 7 && number == 3));
}

TEST_CASE("other types: exchange of a float, minimum of 64 bits, comparison of 16") {
  float number = 1.5F;
  CHECK((atomicExch(&number, 2.0F) == 1.5F && number == 2));
  long long wide = -5;
  CHECK((atomicMin(&wide, -6) == -5 && wide == -6));
  unsigned long long bits = 1;
  CHECK((atomicMax_system(&bits, 1ULL << 40) == 1 && bits == 1ULL << 40));
  unsigned short small[2] = {1, 2};
  CHECK((atomicCAS_block(&small[0], 1, 5) == 1 && small[0] == 5 && small[1] == 2));
}

TEST_CASE("a number converts to the type that is added to") {
  unsigned long long count = 0;
  atomicAdd(&count, 1);
  float sum = 0;
  atomicAdd(&sum, 1);
  CHECK((count == 1 && sum == 1));
}
