#include "framework/io/shared_bytes.h"

#include <cstdint>
#include <filesystem>

#include "framework/base/context.h"
#include "framework/memory/peak_meter.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// Four floats, 1 to 4, after `offset` bytes of something else.
SharedBytes floats_at(const TemporaryFolder& folder, size_t offset) {
  const float values[] = {1, 2, 3, 4};
  write_file(folder.path("floats"),
             std::string(offset, '?') + std::string(reinterpret_cast<const char*>(values), sizeof values));
  return map_file(folder.path("floats"));
}

}  // namespace

TEST_CASE("a mapped tensor shows the file's values, and no memory is allocated for it") {
  const TemporaryFolder folder;
  PeakMeter meter(default_memory());
  Context mine = context();
  mine.memory = &meter;
  const ContextScope scope(mine);
  const SharedBytes bytes = floats_at(folder, 8);
  const Tensor x = tensor_over(bytes, 8, {2, 2}, DType::f32, "x");
  CHECK(meter.allocations() == 0);
  CHECK(reinterpret_cast<const std::byte*>(x.data<float>()) == bytes.data.get() + 8);
  require_equal(x, from_values({1, 2, 3, 4}, {2, 2}));
}

TEST_CASE("a mapped tensor outlives the mapping's other owners, the file's name and other tensors") {
  const TemporaryFolder folder;
  Tensor x;
  {
    const SharedBytes bytes = floats_at(folder, 0);
    x = raw::slice(tensor_over(bytes, 0, {4}, DType::f32, "x"), 0, 1, 3);
  }
  std::filesystem::remove(folder.path("floats"));
  require_equal(x, from_values({2, 3}, {2}));
}

TEST_CASE("writing to a mapped tensor changes neither the file nor another mapping of it") {
  const TemporaryFolder folder;
  const Tensor x = tensor_over(floats_at(folder, 0), 0, {4}, DType::f32, "x");
  raw::fill_(x, 9);
  require_equal(x, full({4}, 9));
  require_equal(tensor_over(map_file(folder.path("floats")), 0, {4}, DType::f32, "x"), from_values({1, 2, 3, 4}, {4}));
}

TEST_CASE("a mapped storage can be released, and comes back with the file's values") {
  const TemporaryFolder folder;
  const Tensor x = tensor_over(floats_at(folder, 0), 0, {4}, DType::f32, "x");
  x.storage().release();
  CHECK(x.storage().resident_bytes() == 0);
  CHECK_THROWS_AS(x.data<float>(), ValueError);
  x.storage().materialize();
  require_equal(x, from_values({1, 2, 3, 4}, {4}));
}

TEST_CASE("elements that are not aligned are copied") {
  const TemporaryFolder folder;
  const SharedBytes bytes = floats_at(folder, 3);
  const Tensor x = tensor_over(bytes, 3, {4}, DType::f32, "x");
  CHECK(reinterpret_cast<uintptr_t>(x.data<float>()) % alignof(float) == 0);
  require_equal(x, from_values({1, 2, 3, 4}, {4}));
}

TEST_CASE("a tensor that does not fit into the bytes is refused") {
  const TemporaryFolder folder;
  const SharedBytes bytes = floats_at(folder, 0);  // 16 bytes
  const auto attempt = [&](size_t begin, const Shape& shape, DType dtype) {
    return message_of([&] { static_cast<void>(tensor_over(bytes, begin, shape, dtype, "x")); });
  };
  CHECK(attempt(0, {5}, DType::f32) == "x: (5) of f32 does not fit into the 16 bytes there are, from byte 0 on");
  CHECK(contains(attempt(4, {4}, DType::f32), "does not fit"));
  CHECK(contains(attempt(17, {0}, DType::f32), "does not fit"));
  CHECK(contains(attempt(SIZE_MAX, {1}, DType::f32), "does not fit"));
  CHECK(contains(attempt(0, {int64_t{1} << 62}, DType::f64), "does not fit"));
  CHECK(tensor_over(bytes, 16, {0}, DType::f32, "x").numel() == 0);
  CHECK(attempt(0, {16}, DType::boolean) == "x: element 2 of a bool tensor is 128, want 0 or 1");
}

TEST_CASE("an empty file maps to no bytes; what is not a file is named") {
  const TemporaryFolder folder;
  write_file(folder.path("empty"), "");
  CHECK(map_file(folder.path("empty")).size == 0);
  const auto message = [](const std::string& path) { return message_of([&] { static_cast<void>(map_file(path)); }); };
  CHECK(message(folder.path()) == "[map_file] " + folder.path() + " is a folder, want a file of tensors");
  CHECK(message("/dev/null") == "[map_file] /dev/null is not a regular file, want a file of tensors");
  CHECK(message(folder.path("absent")) ==
        "[map_file] cannot open " + folder.path("absent") + ": No such file or directory");
}
