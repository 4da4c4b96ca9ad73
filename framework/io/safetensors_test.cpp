#include "framework/io/safetensors.h"

#include <cstring>
#include <limits>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

NamedTensors one_of_each() {
  Rng rng(1);
  NamedTensors out = {{"small", from_values({1, 0, 1}, {3}, DType::boolean)},
                      {"bytes", from_values({0, 7, 255}, {3, 1}, DType::u8)},
                      {"half", from_values({0.5, -65504}, {2}, DType::f16)},
                      {"brain", from_values({1.5, -0.0}, {2}, DType::bf16)},
                      {"tiny", from_values({0.5, -448}, {2}, DType::f8e4m3)},
                      {"wide", from_values({0.5, 57344}, {2}, DType::f8e5m2)},
                      {"signed", from_values({-128, 127}, {2}, DType::i8)},
                      {"ids", from_values({-1, 2}, {2}, DType::i32)},
                      {"layers.0.weight", randn({3, 5}, rng)},
                      {"reference", randn({2, 2, 2}, rng, DType::f64)},
                      {"counts", from_values({1e15, -3}, {2}, DType::i64)},
                      {"step", scalar(12)},
                      {"none", empty({0, 4})}};
  return out;
}

std::vector<std::string> names_of(const NamedTensors& tensors) {
  std::vector<std::string> out;
  for (const auto& [name, tensor] : tensors) out.push_back(name);
  return out;
}

}  // namespace

TEST_CASE("every dtype and shape comes back, in the order it was given") {
  const TemporaryFolder folder;
  const NamedTensors tensors = one_of_each();
  save_safetensors(folder.path("a.safetensors"), tensors, {{"by", "us"}, {"quote", "\"\n\\ caf\xc3\xa9"}});
  const SafetensorsFile file(folder.path("a.safetensors"));
  CHECK(file.names() == names_of(tensors));
  CHECK(file.metadata() == std::map<std::string, std::string>{{"by", "us"}, {"quote", "\"\n\\ caf\xc3\xa9"}});
  for (const auto& [name, tensor] : tensors) {
    CAPTURE(name);
    REQUIRE(file.contains(name));
    require_equal(file.tensor(name), tensor);
    require_equal(file.load(name), tensor);
  }
  CHECK_FALSE(file.contains("layers.1.weight"));
}

TEST_CASE("the bytes of a small file are these") {
  const TemporaryFolder folder;
  save_safetensors(folder.path("a.safetensors"), {{"x", from_values({1, 2}, {2})}});
  const std::string json = R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
  std::string want("\x38\0\0\0\0\0\0\0", 8);  // 56: with these 8 a multiple of 64
  want += json + std::string(56 - json.size(), ' ') + std::string("\0\0\x80\x3f\0\0\0\x40", 8);
  CHECK(read_file(folder.path("a.safetensors")) == want);
}

TEST_CASE("mapped tensors are aligned to their elements, whatever the order they were given in") {
  const TemporaryFolder folder;
  const NamedTensors tensors = {{"a", from_values({1}, {1}, DType::u8)},
                                {"b", from_values({2, 3, 4}, {3})},
                                {"c", from_values({5, 6, 7}, {3}, DType::u8)},
                                {"d", from_values({8}, {1}, DType::f64)}};
  save_safetensors(folder.path("a.safetensors"), tensors);
  const SafetensorsFile file(folder.path("a.safetensors"));
  CHECK(file.entries()[3].begin % 64 == 0);  // the largest elements come first
  for (const SafetensorsEntry& entry : file.entries()) {
    CAPTURE(entry.name);
    CHECK(entry.begin % static_cast<size_t>(item_size(file.tensor(entry.name).dtype())) == 0);
    CHECK(file.tensor(entry.name).shares_storage_with(file.tensor(entry.name)) == false);  // each has its own view
  }
}

TEST_CASE("views are written as their elements, in row-major order") {
  const TemporaryFolder folder;
  const Tensor x = raw::reshape(arange(24), {4, 6});
  const Tensor view = raw::transpose(raw::slice(x, 1, 1, 4));  // (3,4), with an offset
  const Tensor rows = raw::slice(x, 0, 2);                     // (2,6), contiguous, with an offset
  save_safetensors(folder.path("a.safetensors"),
                   {{"view", view}, {"rows", rows}, {"wide", raw::expand(scalar(7), {5})}});
  const SafetensorsFile file(folder.path("a.safetensors"));
  require_equal(file.tensor("view"), view);
  require_equal(file.tensor("rows"), rows);
  require_equal(file.tensor("wide"), full({5}, 7));
}

TEST_CASE("NaN, infinities and negative zero keep their bits") {
  const TemporaryFolder folder;
  Tensor x = empty({4});
  const uint32_t bits[] = {0x7fc12345, 0xff800000, 0x80000000, 0x00000001};
  std::memcpy(x.data<float>(), bits, sizeof bits);
  save_safetensors(folder.path("a.safetensors"), {{"x", x}});
  const Tensor back = SafetensorsFile(folder.path("a.safetensors")).tensor("x");
  CHECK(std::memcmp(back.data<float>(), bits, sizeof bits) == 0);
}

TEST_CASE("a file without tensors is a file") {
  const TemporaryFolder folder;
  save_safetensors(folder.path("a.safetensors"), {});
  const SafetensorsFile file(folder.path("a.safetensors"));
  CHECK(file.entries().empty());
  CHECK(file.metadata().empty());
}

TEST_CASE("a tensor lives on after its file object") {
  const TemporaryFolder folder;
  save_safetensors(folder.path("a.safetensors"), {{"x", from_values({1, 2}, {2})}});
  const Tensor x = SafetensorsFile(folder.path("a.safetensors")).tensor("x");
  save_safetensors(folder.path("a.safetensors"), {{"x", from_values({3, 4, 5}, {3})}});  // another file by now
  require_equal(x, from_values({1, 2}, {2}));
}

TEST_CASE("a name that is not there is an error that suggests one that is") {
  const TemporaryFolder folder;
  const std::string path = folder.path("a.safetensors");
  save_safetensors(path, {{"layers.0.weight", ones({2})}, {"layers.0.bias", ones({2})}});
  const SafetensorsFile file(path);
  const auto message = [&](const std::string& name) {
    return message_of([&] { static_cast<void>(file.tensor(name)); });
  };
  CHECK(message("layer.0.weight") ==
        "[SafetensorsFile] " + path + " has no tensor 'layer.0.weight'; the nearest is 'layers.0.weight'");
  CHECK(message("embedding") == "[SafetensorsFile] " + path + " has no tensor 'embedding' among its 2 tensors");
}

TEST_CASE("names that the format cannot hold are refused before anything is written") {
  const TemporaryFolder folder;
  const std::string path = folder.path("a.safetensors");
  save_safetensors(path, {{"x", ones({2})}});
  const std::string before = read_file(path);
  const Tensor y = zeros({2});
  const Tensor gone = zeros({2});
  gone.storage().release();
  CHECK_THROWS_AS(save_safetensors(path, {{"y", y}, {"y", y}}), ValueError);
  CHECK_THROWS_AS(save_safetensors(path, {{"__metadata__", y}}), ValueError);
  CHECK_THROWS_AS(save_safetensors(path, {{"\xff", y}}), ValueError);
  CHECK_THROWS_AS(save_safetensors(path, {{"y", y}}, {{"key", "\xc3"}}), ValueError);
  CHECK_THROWS_AS(save_safetensors(path, {{"y", gone}}), ValueError);
  CHECK_THROWS_AS(save_safetensors(path, {{"y", empty({2}, DType::u4x2)}}), DTypeError);
  CHECK_THROWS_AS(save_safetensors(path, {{"y", Tensor()}}), ValueError);
  CHECK(read_file(path) == before);
}
