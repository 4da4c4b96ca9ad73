// A real model, where it is: SmolLM2-135M-Instruct.Q4_1.gguf against `transformers`, which read the same file.
// make_smollm2_golden.py made the numbers. LLMSYS_SMOLLM2 names the file; otherwise it is looked for in datasets/cache.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "framework/autograd/grad_mode.h"
#include "framework/io/safetensors.h"
#include "framework/memory/pool_resource.h"
#include "framework/tensor/raw.h"
#include "framework/testing/test.h"
#include "labs/04_transformer/kernels.h"
#include "labs/15_flash_attention/flash_attention.h"
#include "programs/generate/chat.h"
#include "programs/generate/generate.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

constexpr const char* kMissing =
    "needs SmolLM2-135M-Instruct.Q4_1.gguf: ./lab data fetch smollm2, or its path in LLMSYS_SMOLLM2";
constexpr double kMaxError = 1e-3;  // of logits as large as 30, in f32 on both sides

// "" if it is not here.
std::string smollm2() {
  const char* given = std::getenv("LLMSYS_SMOLLM2");
  const std::string path = given != nullptr ? given : source_root() + "/datasets/cache/SmolLM2-135M-Instruct.Q4_1.gguf";
  return std::filesystem::exists(path) ? path : "";
}

// Runs body(model, golden, prompts) with the system's kernels.
template <class Body>
void with_model(const Body& body) {
  PoolResource pool(default_memory());
  Registry registry = framework_registry();
  lab04::register_lab04(registry);
  lab15::register_lab15(registry);
  Context mine = context();
  mine.memory = &pool;
  mine.registry = &registry;
  const ContextScope scope(mine);
  LoadedModel loaded = load_model(smollm2());
  const std::string folder = source_root() + "/programs/generate/golden/";
  const SafetensorsFile golden(folder + "smollm2.safetensors");
  std::vector<std::string> prompts;
  std::istringstream lines(read_file(folder + "smollm2_prompts.txt"));
  for (std::string line; std::getline(lines, line);) prompts.push_back(line);
  REQUIRE(prompts.size() == 10);
  body(loaded, golden, prompts);
}

std::vector<int64_t> ids(const SafetensorsFile& golden, const std::string& name) {
  return to_vector<int64_t>(golden.tensor(name));
}

// Greedy tokens, going on past what ends a text.
std::vector<int64_t> greedy(LoadedModel& loaded, const std::vector<int64_t>& prompt) {
  loaded.end_tokens.clear();
  GenerateOptions options;
  options.tokens = 64;
  options.sampling.temperature = 0;
  return generate(loaded, prompt, options, {[](std::string_view) {}, [] { return false; }}).ids;
}

// Logits of all positions (T,V).
Tensor all_logits(LoadedModel& loaded, const std::vector<int64_t>& tokens) {
  const GradMode off(false);
  return raw::select(loaded.model->module()(from_vector(tokens, {1, static_cast<int64_t>(tokens.size())})), 0, 0);
}

// For make_smollm2_golden.py, which then compares all of them.
void dump(const std::string& name, const std::vector<int64_t>& tokens, const Tensor& logits) {
  const char* folder = std::getenv("LLMSYS_SMOLLM2_DUMP");
  if (folder == nullptr) return;
  std::filesystem::create_directories(folder);
  save_safetensors(text(folder, "/", name, ".safetensors"), {{"ids", from_vector(tokens)}, {"logits", logits}});
}

double worst(double a, double b) { return a <= b ? b : a; }  // NaN stays

// Of the first token's logits, and of the largest one at each step.
double largest_error(const Tensor& logits, int64_t prompt, const Tensor& want_first, const Tensor& want_top) {
  double error = 0;
  for (int64_t i = 0; i < want_first.numel(); ++i)
    error = worst(error, std::fabs(logits.at<float>(prompt - 1, 96 * i) - want_first.data<float>()[i]));
  const Tensor top = raw::max(logits, {1});
  for (int64_t i = 0; i < want_top.numel(); ++i)
    error = worst(error, std::fabs(top.data<float>()[prompt - 1 + i] - want_top.data<float>()[i]));
  return error;
}

}  // namespace

TEST_CASE(
    "SmolLM2 writes the 64 greedy tokens of transformers after each of ten prompts, from the same ids and logits") {
  if (smollm2().empty()) LLMSYS_SKIP(kMissing);
  with_model([](LoadedModel& loaded, const SafetensorsFile& golden, const std::vector<std::string>& prompts) {
    double error = 0;
    for (size_t i = 0; i < prompts.size(); ++i) {
      CAPTURE(prompts[i]);
      std::vector<int64_t> tokens = loaded.tokenizer->encode(prompts[i]);
      const auto count = static_cast<int64_t>(tokens.size());
      CHECK(tokens == ids(golden, text("ids.", i)));
      const std::vector<int64_t> written = greedy(loaded, tokens);
      CHECK(written == ids(golden, text("greedy.", i)));
      tokens.insert(tokens.end(), written.begin(), written.end());
      tokens.pop_back();  // the last one is not read
      const Tensor logits = all_logits(loaded, tokens);
      const double here =
          largest_error(logits, count, golden.tensor(text("logits.", i)), golden.tensor(text("top.", i)));
      CHECK(here <= kMaxError);
      error = worst(error, here);
      dump(text("prompt", i), tokens, logits);
    }
    std::printf("SmolLM2: max error of logits against transformers %.3g\n", error);
  });
}

TEST_CASE("a question to SmolLM2 is laid out as transformers does it") {
  if (smollm2().empty()) LLMSYS_SKIP(kMissing);
  with_model([](LoadedModel& loaded, const SafetensorsFile& golden, const std::vector<std::string>& prompts) {
    ModelTokenizer& tokenizer = *loaded.tokenizer;
    CHECK(chat_prompt(tokenizer, default_system_text(tokenizer.chat_template()), prompts[0]) == ids(golden, "chat"));
  });
}
