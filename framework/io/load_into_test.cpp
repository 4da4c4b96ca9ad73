#include "framework/base/error.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

SafetensorsFile saved(const TemporaryFolder& folder, const NamedTensors& tensors) {
  save_safetensors(folder.path("f"), tensors);
  return SafetensorsFile(folder.path("f"));
}

}  // namespace

TEST_CASE("load_into fills tensors in place, views among them, and counts as a change") {
  const TemporaryFolder folder;
  const SafetensorsFile file =
      saved(folder, {{"w", from_values({1, 2, 3, 4}, {2, 2})}, {"step", scalar(9, DType::i64)}});
  const Tensor bucket = zeros({6});
  const Tensor w = raw::reshape(raw::slice(bucket, 0, 1, 5), {2, 2});
  const Tensor step = scalar(0, DType::i64);
  load_into(file, {{"step", step}, {"w", w}});
  require_equal(bucket, from_values({0, 1, 2, 3, 4, 0}, {6}));
  require_equal(step, scalar(9, DType::i64));
  CHECK(bucket.version() > 0);
}

TEST_CASE("load_into names every tensor that does not fit, and changes none") {
  const TemporaryFolder folder;
  const SafetensorsFile file =
      saved(folder, {{"a", ones({2})}, {"b", ones({2, 3})}, {"c", ones({2})}, {"d", ones({1})}});
  const Tensor a = zeros({2});
  const NamedTensors into = {{"a", a}, {"b", zeros({3, 2})}, {"c", zeros({2}, DType::f64)}, {"e", zeros({1})}};
  CHECK(message_of([&] { load_into(file, into); }) ==
        "[load_into] " + file.path() +
            " does not fit: 'b' is F32 (2,3), want F32 (3,2); 'c' is F32 (2), want F64 (2); 'e' is missing; 'd' is not "
            "wanted. Was it saved by a model of another kind or size?");
  require_equal(a, zeros({2}));
}

TEST_CASE("a tensor that turns out unreadable leaves those before it alone") {
  const TemporaryFolder folder;
  save_safetensors(folder.path("f"), {{"a", ones({2})}, {"mask", ones({2}, DType::boolean)}});
  std::string bytes = read_file(folder.path("f"));
  bytes.back() = '\7';
  write_file(folder.path("f"), bytes);
  const Tensor a = zeros({2});
  CHECK_THROWS_AS(load_into(SafetensorsFile(folder.path("f")), {{"a", a}, {"mask", zeros({2}, DType::boolean)}}),
                  IoError);
  require_equal(a, zeros({2}));
}

TEST_CASE("a tensor whose storage was released is named, and those before it stay as they are") {
  const TemporaryFolder folder;
  const SafetensorsFile file = saved(folder, {{"a", ones({2})}, {"b", ones({2})}});
  const Tensor a = zeros({2}), b = zeros({2});
  b.storage().release();
  CHECK(contains(message_of([&] { load_into(file, {{"a", a}, {"b", b}}); }), "the storage of 'b' was released"));
  require_equal(a, zeros({2}));
}
