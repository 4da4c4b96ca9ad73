// Files that Python's gguf package wrote: golden/make_gguf.py.
#include "framework/io/gguf.h"

#include "framework/io/detail/gguf_test_file.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

std::string golden(const std::string& name) { return source_root() + "/framework/io/golden/" + name; }

}  // namespace

TEST_CASE("tensors of every element type come out as Python's gguf dequantises them, bit for bit") {
  const GgufFile file(golden("gguf_types.gguf"));
  const SafetensorsFile want(golden("gguf_types.safetensors"));
  CHECK(file.version() == 3);
  CHECK(file.names() == std::vector<std::string>{"f32", "f16", "bf16", "q8_0", "q4_0", "q4_1"});
  for (const GgufEntry& entry : file.entries()) {
    CAPTURE(entry.name);
    CHECK(entry.shape == Shape{3, 64});
    CHECK(entry.begin % 64 == 0);  // as general.alignment says
    require_equal(file.tensor(entry.name), want.tensor(entry.name));
    CHECK(to_text(file.blocks(entry.name).format) == entry.type_name);
  }
}

TEST_CASE("metadata of every type is read") {
  const GgufFile file(golden("gguf_types.gguf"));
  const GgufMetadata& m = file.metadata();
  CHECK(m.integer("u8") == 255);
  CHECK(m.integer("i8") == -128);
  CHECK(m.integer("u16") == 65535);
  CHECK(m.integer("i16") == -32768);
  CHECK(m.integer("u32") == 4294967295);
  CHECK(m.integer("i32") == INT32_MIN);
  CHECK(m.integer("u64") == INT64_MAX);
  CHECK(m.integer("i64") == INT64_MIN);
  CHECK(m.real("f32") == 1e-5);  // and not 9.99999974e-6
  CHECK(m.real("f64") == 0.1);
  CHECK(m.flag("yes", false));
  CHECK_FALSE(m.flag("no", true));
  CHECK(m.text("text") == "caf\xc3\xa9 \xc4\xa0t");
  CHECK(m.texts("texts") == std::vector<std::string>{"a", "", "\xc4\xa0t"});
  CHECK(m.integers("integers") == std::vector<int64_t>{-1, 0, INT32_MAX});
  CHECK(m.floats("reals") == std::vector<float>{0.5F, -1});
  CHECK(to_text(m.values().at("flags")) == "array of bool");
  CHECK(m.integer("absent", 7) == 7);
  CHECK(m.real("absent", 0.5) == 0.5);
  CHECK(m.flag("absent", true));
  CHECK(m.text("absent", "x") == "x");
}

TEST_CASE("a value of another type than was asked for is an error that says which it is") {
  const GgufFile file(golden("gguf_types.gguf"));
  const GgufMetadata& m = file.metadata();
  const auto fails = [&](const auto& f, const std::string& message) {
    CHECK(contains(message_of([&] { static_cast<void>(f()); }), message));
  };
  fails([&] { return m.integer("f32"); }, "metadata 'f32' must be a whole number, is f32");
  fails([&] { return m.integer("text"); }, "metadata 'text' must be a whole number, is text");
  fails([&] { return m.integer("beyond"); }, "metadata 'beyond' is 9223372036854775808, beyond 2^63");
  fails([&] { return m.integer("integers"); }, "is array of i32");
  fails([&] { return m.integer("absent"); }, "the metadata key 'absent' is missing");
  fails([&] { return m.real("u8"); }, "metadata 'u8' must be a number with a point, is u8");
  fails([&] { return m.flag("u8", true); }, "metadata 'u8' must be a bool, is u8");
  fails([&] { return m.text("u8"); }, "metadata 'u8' must be a text, is u8");
  fails([&] { return m.texts("integers"); }, "metadata 'integers' must be an array of texts, is array of i32");
  fails([&] { return m.integers("texts"); }, "must be an array of whole numbers, is array of text");
  fails([&] { return m.integers("flags"); }, "must be a whole number, is array of bool");
  fails([&] { return m.floats("integers"); }, "must be an array of f32, is array of i32");
  fails([&] { return m.texts("text"); }, "must be an array, is text");
}

TEST_CASE("a name that is not there, and a type that is not read, are errors that say what there is") {
  const TemporaryFolder folder;
  detail::GgufTestFile made;
  made.tensor("blk.0.ffn_up.weight", {256, 2}, 14, 0).tensor("later", {4}, 77, 448).data = std::string(480, '\1');
  write_file(folder.path("f.gguf"), made.file());
  const GgufFile file(folder.path("f.gguf"));
  CHECK(file.entry("blk.0.ffn_up.weight").type_name == "Q6_K");
  const auto message = [&](const std::string& name) {
    return message_of([&] { static_cast<void>(file.tensor(name)); });
  };
  CHECK(contains(message("blk.0.ffn_up.weigth"), "the nearest is 'blk.0.ffn_up.weight'"));
  CHECK(contains(message("blk.0.ffn_up.weight"), "is of type Q6_K, but only F32, F16, BF16, Q8_0, Q4_0 and Q4_1"));
  CHECK(contains(message("later"), "is of type number 77"));
}

TEST_CASE("version 2, the default alignment, scalars and empty tensors are read") {
  const TemporaryFolder folder;
  detail::GgufTestFile made;
  made.version = 2;
  made.tensor("scalar", {}, 0, 0).tensor("none", {32, 0}, 2, 32).tensor("row", {2}, 0, 32);
  made.data = detail::GgufTestFile::raw(1.5F) + std::string(28, '\0') + detail::GgufTestFile::raw(2.0F) +
              detail::GgufTestFile::raw(3.0F);
  write_file(folder.path("f"), made.file());
  const GgufFile file(folder.path("f"));
  CHECK(file.version() == 2);
  require_equal(file.tensor("scalar"), scalar(1.5));
  require_equal(file.tensor("row"), from_values({2, 3}, {2}));
  CHECK(file.tensor("none").shape() == Shape{0, 32});
}

TEST_CASE("a GGUF tensor lives on after its file object") {
  Tensor x;
  BlockTensor blocks;
  {
    const GgufFile file(golden("gguf_types.gguf"));
    x = file.tensor("f32");
    blocks = file.blocks("q4_1");
  }
  const SafetensorsFile want(golden("gguf_types.safetensors"));
  require_equal(x, want.tensor("f32"));
  require_equal(dequantize(blocks), want.tensor("q4_1"));
}
