// generate: continues a text with a language model. ./lab generate --help says what it takes.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "framework/base/error.h"
#include "framework/io/atomic_file.h"
#include "framework/tensor/observe.h"
#include "labs/15_flash_attention/fast_context.h"
#include "programs/generate/chat.h"
#include "programs/generate/report.h"
#include "programs/train/folders.h"
#include "programs/train/interrupt.h"

namespace llmsys {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// The model that comes with the repository.
std::string default_model() {
  const std::string path = repository_root() + "/datasets/models/stories";
  LLMSYS_CHECK(ValueError, std::filesystem::exists(path), "there is no model in ", path,
               ": name one with --model: a Hugging Face folder, a .gguf file or a llama2.c .bin file. For a real one: "
               "./lab data fetch smollm2, then --model datasets/cache/SmolLM2-135M-Instruct.Q4_1.gguf");
  return path;
}

/// All of standard input, without the line end that echo puts last.
std::string read_input() {
  std::string all{std::istreambuf_iterator<char>(std::cin), {}};
  if (all.ends_with('\n')) all.pop_back();
  return all;
}

void write_out(std::string_view words) {
  const bool written = std::fwrite(words.data(), 1, words.size(), stdout) == words.size() && std::fflush(stdout) == 0;
  LLMSYS_CHECK(IoError, written, "cannot write to standard output: ", std::strerror(errno));
}

LoadedModel load(ProgramOptions& options, double& seconds) {
  const Clock::time_point start = Clock::now();
  LoadedModel loaded = load_model(options.model.empty() ? default_model() : options.model, options.tokenizer);
  LLMSYS_CHECK(
      ValueError, loaded.tokenizer != nullptr, loaded.path,
      " comes without a vocabulary: put its tokenizer.json beside config.json (tokenizer.bin beside a .bin file), "
      "or name one with --tokenizer");
  seconds = seconds_since(start);
  return loaded;
}

/// What the model reads. A text that is empty begins with what ends texts: that is what stood between them in training.
std::vector<int64_t> prompt_ids(const LoadedModel& loaded, const ProgramOptions& options) {
  ModelTokenizer& tokenizer = *loaded.tokenizer;
  if (options.chat) {
    const std::string system = options.has_system ? options.system : default_system_text(tokenizer.chat_template());
    return chat_prompt(tokenizer, system, options.prompt);
  }
  std::vector<int64_t> ids = tokenizer.begin();
  const std::vector<int64_t> more = tokenizer.encode(options.prompt);
  ids.insert(ids.end(), more.begin(), more.end());
  if (ids.empty() && !loaded.end_tokens.empty()) ids.push_back(loaded.end_tokens.front());
  return ids;
}

/// A dialogue's turn ends with a token of its own.
void add_end_of_turn(LoadedModel& loaded) {
  const std::optional<int64_t> id = loaded.tokenizer->special("<|im_end|>");
  if (!id) return;
  loaded.end_tokens.push_back(*id);
  std::sort(loaded.end_tokens.begin(), loaded.end_tokens.end());
}

int run(ProgramOptions& options) {
  const bool quiet = options.json == "-";
  check(options.generate.sampling);
  double load_seconds = 0;
  LoadedModel loaded = load(options, load_seconds);
  if (options.chat) add_end_of_turn(loaded);
  if (options.prompt == "-") options.prompt = read_input();
  const std::vector<int64_t> ids = prompt_ids(loaded, options);
  check(loaded, ids, options.generate);
  if (!quiet) std::fputs(describe(loaded, load_seconds).c_str(), stderr);
  const auto show = [&](std::string_view words) {
    if (!quiet) write_out(words);
  };
  if (!options.chat && !options.only_new) show(options.prompt);
  const Generated generated = generate(loaded, ids, options.generate, {show, interrupted});
  show("\n");
  if (!quiet) std::fputs(report(generated, options).c_str(), stderr);
  const std::string json = options.json.empty() ? "" : summary_json(loaded, generated, ids, options, load_seconds);
  if (quiet)
    write_out(json);
  else if (!json.empty())
    write_atomically(options.json, json);
  return generated.ending == Ending::interrupted ? 130 : 0;
}

int run_program(ProgramOptions& options) {
  DispatchTrace trace;
  const FastContext scope(options.threads, !options.plain, options.trace_dispatch ? &trace : nullptr);
  catch_interrupts();
  const int status = run(options);
  if (options.trace_dispatch) std::fputs(trace.table().c_str(), stderr);
  return status;
}

}  // namespace
}  // namespace llmsys

int main(int argc, char** argv) {
  llmsys::ProgramOptions options;
  int status = 0;
  if (!llmsys::parse_options(argc, argv, options, status)) return status;
  try {
    return llmsys::run_program(options);
  } catch (const std::exception& error) {
    std::fflush(stdout);
    std::fprintf(stderr, "generate: %s\n", error.what());
    return 2;
  }
}
