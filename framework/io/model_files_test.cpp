// Saving a model and opening it again; folders as transformers has them.
#include "framework/io/model_files.h"

#include <filesystem>
#include <map>

#include "framework/base/error.h"
#include "framework/io/atomic_file.h"
#include "framework/io/safetensors_folder.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;
namespace fs = std::filesystem;

namespace {

const std::string kIndex(kSafetensorsIndexName), kWhole(kSafetensorsName);

ModelConfig config_of(ModelFamily family, bool tied) {
  ModelConfig c;
  c.family = family;
  c.vocabulary = 20, c.context = 16, c.layers = 2, c.width = 8, c.heads = c.kv_heads = 2, c.head_size = 4, c.ffn = 12;
  c.tied = tied;
  return c;
}

NamedTensors tensors_of(const ModelConfig& c, DType dtype = DType::f32, uint64_t seed = 1) {
  Rng rng(seed);
  NamedTensors out;
  for (const TensorSpec& spec : model_tensors(c)) out.push_back({spec.name, randn(spec.shape, rng, dtype)});
  return out;
}

void check_same(const std::string& folder, const ModelConfig& c, const NamedTensors& tensors) {
  const ModelFiles files = open_model(folder);
  CHECK(files.config() == c);
  CHECK(files.tensors().size() == tensors.size());
  for (const auto& [name, tensor] : tensors) require_equal(files.tensor(name), tensor);
}

// Names in the folder; of weights only how many.
std::map<std::string, int> names_in(const std::string& folder) {
  std::map<std::string, int> out;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    ++out[name.starts_with("model-") ? "shard" : name];
  }
  return out;
}

std::string open_refusal(const std::string& path) {
  return message_of([&] { static_cast<void>(open_model(path)); });
}

}  // namespace

TEST_CASE("a model that was saved is opened again, in one file or in several, whatever was there before") {
  const TemporaryFolder folder;
  const std::string path = folder.path("deep/model");
  for (const ModelFamily family : {ModelFamily::llama, ModelFamily::gpt2})
    for (const DType dtype : {DType::f32, DType::bf16, DType::f64}) {
      const ModelConfig c = config_of(family, dtype == DType::f32);
      const NamedTensors tensors = tensors_of(c, dtype);
      for (const int64_t most : {int64_t{1} << 20, int64_t{1500}, int64_t{1} << 20}) {
        save_model(path, c, tensors, {.shard_bytes = most});
        check_same(path, c, tensors);
        const auto names = names_in(path);
        CHECK(names.contains(kWhole) == (most == 1 << 20));
        CHECK(names.contains(kIndex) == (most != 1 << 20));
      }
    }
  CHECK(names_in(path).size() == 2);
  write_file(path + "/tokenizer.json", "{}");
  const ModelConfig c = config_of(ModelFamily::llama, true);
  save_model(path, c, tensors_of(c), {.shard_bytes = 1});
  CHECK(names_in(path).at("shard") == static_cast<int>(model_tensors(c).size()));
  CHECK(read_file(path + "/tokenizer.json") == "{}");
  CHECK(open_model(path).tokenizer().kind == TokenizerKind::tokenizer_json);
}

TEST_CASE("files of a model's folder are mapped, converted where asked for, and named where they fail") {
  const TemporaryFolder folder;
  const ModelConfig c = config_of(ModelFamily::llama, false);
  const NamedTensors tensors = tensors_of(c, DType::f16);
  save_model(folder.path(), c, tensors);
  const ModelFiles files = open_model(folder.path());
  CHECK(files.tensor("lm_head.weight").dtype() == DType::f16);
  require_equal(files.tensor("lm_head.weight", DType::f32), raw::to(tensors.back().tensor, DType::f32));
  CHECK_FALSE(files.blocks("lm_head.weight").has_value());
  CHECK(files.tensors().at("lm_head.weight").stored == "F16");
  CHECK(
      contains(message_of([&] { static_cast<void>(files.tensor("lm_head.weigth")); }), "nearest is 'lm_head.weight'"));
  check_tensors(c, files);
  CHECK_THROWS_AS(check_tensors(config_of(ModelFamily::gpt2, false), files), IoError);
}

TEST_CASE("a model that does not fit its config is not saved, and what was there stays") {
  const TemporaryFolder folder;
  const ModelConfig c = config_of(ModelFamily::gpt2, true);
  const NamedTensors tensors = tensors_of(c);
  save_model(folder.path(), c, tensors);
  NamedTensors fewer = tensors;
  fewer.pop_back();
  const auto message = [&](const NamedTensors& wrong) {
    return message_of([&] { save_model(folder.path(), c, wrong); });
  };
  CHECK(contains(message(fewer), "missing: transformer.ln_f.bias (8)"));
  NamedTensors head = tensors;
  head.push_back({"lm_head.weight", ones({20, 8})});
  CHECK(contains(message(head), "ties the head to the embedding, but lm_head.weight is a tensor of its own"));
  head.back().tensor = tensors[0].tensor;
  CHECK(message(head) == "(nothing was thrown)");
  NamedTensors odd = tensors;
  odd[0].tensor = empty({20, 8}, DType::u4x2);
  CHECK(contains(message(odd), "the format has no name for u4x2"));
  CHECK_THROWS_AS(save_model(folder.path(), c, tensors, {.shard_bytes = 0}), ValueError);
  write_file(folder.path("file"), "");
  CHECK(contains(message_of([&] { save_model(folder.path("file"), c, tensors); }), "[save_model]"));
  check_same(folder.path(), c, tensors);
  CHECK(names_in(folder.path()) == std::map<std::string, int>{{"config.json", 1}, {kWhole, 1}, {"file", 1}});
}

TEST_CASE("two saves into one folder at once: the second is refused; what a killed one left is cleared away") {
  const TemporaryFolder folder;
  const ModelConfig c = config_of(ModelFamily::llama, true);
  const NamedTensors tensors = tensors_of(c);
  {
    const AtomicFile other(folder.path("config.json"), 1);
    CHECK(contains(message_of([&] { save_model(folder.path(), c, tensors); }), "another process is writing it"));
  }
  write_file(folder.path("model-00002-of-00007.safetensors.partial"), "left");
  save_model(folder.path(), c, tensors);
  CHECK(names_in(folder.path()) == std::map<std::string, int>{{"config.json", 1}, {kWhole, 1}});
  check_same(folder.path(), c, tensors);
}

TEST_CASE("a folder whose save was interrupted is refused, with the reason") {
  const TemporaryFolder folder;
  CHECK(contains(open_refusal(folder.path()), "has no config.json"));
  const ModelConfig c = config_of(ModelFamily::llama, true);
  save_model(folder.path(), c, tensors_of(c));
  fs::rename(folder.path("config.json"), folder.path("config.json.partial"));
  CHECK(contains(open_refusal(folder.path()), "has no config.json; a save was interrupted there"));
  fs::rename(folder.path("config.json.partial"), folder.path("model.gguf"));
  CHECK(contains(open_refusal(folder.path()), "model.gguf, give its own name"));
}

TEST_CASE(
    "a folder with names of GPT-2's first files, buffers and a tied head is opened; a head that differs is refused") {
  const TemporaryFolder folder;
  const ModelConfig c = config_of(ModelFamily::gpt2, true);
  const NamedTensors tensors = tensors_of(c);
  NamedTensors theirs;
  for (const auto& [name, tensor] : tensors)
    theirs.push_back({name.substr(std::string("transformer.").size()), tensor});
  theirs.push_back({"h.0.attn.bias", ones({1, 1, 16, 16})});
  theirs.push_back({"lm_head.weight", tensors[0].tensor});
  write_file(folder.path("config.json"), to_json(c));
  save_safetensors(folder.path(kWhole), theirs);
  check_same(folder.path(), c, tensors);
  CHECK(open_model(folder.path()).ignored() == std::vector<std::string>{"h.0.attn.bias", "lm_head.weight"});
  theirs.back().tensor = ones({20, 8});
  save_safetensors(folder.path(kWhole), theirs);
  CHECK(contains(open_refusal(folder.path()), "ties the head to the embedding, but the files have a 'lm_head.weight'"));
  theirs.back() = {"transformer.wte.weight", tensors[0].tensor};
  save_safetensors(folder.path(kWhole), theirs);
  CHECK(contains(open_refusal(folder.path()), "are the same tensor of a model"));
  theirs.back() = {"transformer.h.0.ln_1.weight", ones({8}, DType::i32)};
  theirs.erase(theirs.begin() + 2);
  save_safetensors(folder.path(kWhole), theirs);
  CHECK(contains(open_refusal(folder.path()), "'transformer.h.0.ln_1.weight' is I32"));
}

TEST_CASE("the vocabulary of another model is refused by its embedding") {
  const TemporaryFolder folder;
  ModelConfig c = config_of(ModelFamily::llama, true);
  save_model(folder.path(), c, tensors_of(c));
  c.vocabulary = 21;
  write_file(folder.path("config.json"), to_json(c));
  CHECK(contains(open_refusal(folder.path()), "model.embed_tokens.weight is (20,8), want (21,8)"));
}

TEST_CASE("several files and an index that do not belong together are refused, all named") {
  const TemporaryFolder folder;
  const auto refusal = [&] { return message_of([&] { static_cast<void>(SafetensorsFolder(folder.path())); }); };
  const auto write_index = [&](const std::string& map) {
    write_file(folder.path(kIndex), R"({"metadata": {"total_size": 16}, "weight_map": )" + map + "}");
  };
  CHECK(contains(refusal(), "has neither model.safetensors nor model.safetensors.index.json"));
  write_file(folder.path("pytorch_model.bin"), "");
  CHECK(contains(refusal(), "it has pytorch_model.bin: convert it"));
  save_safetensors(folder.path("a.safetensors"), {{"x", ones({2})}});
  save_safetensors(folder.path("b.safetensors"), {{"y", zeros({2})}});
  write_index(R"({"x": "a.safetensors", "y": "b.safetensors"})");
  CHECK(refusal() == "(nothing was thrown)");
  const SafetensorsFolder fine(folder.path());
  CHECK(fine.files() == std::vector<std::string>{"a.safetensors", "b.safetensors"});
  require_equal(fine.tensor("y"), zeros({2}));
  CHECK(contains(message_of([&] { static_cast<void>(fine.tensor("z")); }), "has no tensor 'z'"));
  write_index(R"({"x": "c.safetensors", "y": "d.safetensors"})");
  CHECK(contains(refusal(), "lacks 2 of the files that model.safetensors.index.json names: 'c.safetensors', 'd.saf"));
  write_index(R"({"x": "a.safetensors", "z": "b.safetensors"})");
  CHECK(contains(refusal(), "Not there: 'z in b.safetensors'. Not in the index: 'y in b.safetensors'. Are these"));
  write_index(R"({"x": "b.safetensors", "y": "a.safetensors"})");
  CHECK(contains(refusal(), "Not there: 'x in b.safetensors', 'y in a.safetensors'."));
  save_safetensors(folder.path("b.safetensors"), {{"x", zeros({2})}, {"y", zeros({2})}});
  write_index(R"({"x": "a.safetensors", "y": "b.safetensors"})");
  CHECK(contains(refusal(), "b.safetensors has tensors that another file has too: 'x'"));
  for (const std::string name :
       {"../a.safetensors", "/etc/passwd", "a", "", "sub/a.safetensors", R"(a\\b.safetensors)"}) {
    write_index(R"({"x": ")" + name + R"("})");
    CHECK(contains(refusal(), "want the name of a .safetensors file in the same folder"));
  }
  write_index(R"({"x": "a.safetensors", "x": "b.safetensors"})");
  CHECK(contains(refusal(), R"(the key "x" comes twice)"));
  write_index(R"({"x": 1})");
  CHECK(contains(refusal(), "'x' must be a text, is 1"));
  write_file(folder.path(kIndex), "{}");
  CHECK(contains(refusal(), "the key 'weight_map' is missing"));
}

TEST_CASE("what is no model is refused with what it is") {
  const TemporaryFolder folder;
  const auto refusal = [&](const std::string& name, const std::string& bytes) {
    write_file(folder.path(name), bytes);
    return open_refusal(folder.path(name));
  };
  CHECK(contains(open_refusal(folder.path("absent")), "there is no "));
  CHECK(contains(refusal("model.safetensors", ""), "is one file of a model: give its folder"));
  CHECK(contains(refusal("config.json", "{}"), "give its folder"));
  CHECK(contains(refusal("pytorch_model.bin", "PK\3\4..."), "is a pickle of PyTorch"));
  CHECK(contains(refusal("notes.txt", "hello"), "is no model that is read here: want a folder with config.json"));
  CHECK(contains(refusal("m.gguf", "hello"), "does not start with 'GGUF'"));
  CHECK(contains(refusal("m.bin", ""), "inside the seven sizes"));
}
