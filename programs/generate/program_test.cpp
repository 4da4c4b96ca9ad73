// The program as a user has it: what goes where, what it says to bad input, Ctrl-C, a full disk.
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/tokenizer.h"
#include "programs/model/load.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

constexpr const char* kWords = "the cat sat on the mat, the rat sat on the cat";

struct Result {
  int code;
  std::string out, err;
};

// A folder with a small random model, and the program that runs it.
class Program {
 public:
  explicit Program(const std::vector<std::string>& added = {"<|endoftext|>"}, int64_t context = 64) {
    ModelConfig c;
    c.vocabulary = 270, c.context = context, c.layers = 1, c.width = 8, c.heads = 2, c.kv_heads = 1, c.head_size = 4,
    c.ffn = 12;
    c.tied = true;
    if (context == 64) c.end_tokens = {269};
    Rng rng(7);
    save_model(path("model"), c, make_model(c, rng)->module().named_parameters());
    write_tokenizer_json(path("model/tokenizer.json"), lab05::train_bpe(kWords, 270, added));
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_.path(name); }
  // @param before  put in front of the program: "echo hi | "
  [[nodiscard]] Result run(const std::string& arguments, const std::string& before = "") const {
    return shell(before + text("LLMSYS_ROOT='", path(""), "' '" LLMSYS_TEST_GENERATE "' --threads 1 ", arguments));
  }
  // As above, with the model.
  [[nodiscard]] Result generate(const std::string& arguments, const std::string& before = "") const {
    return run("--model '" + path("model") + "' " + arguments, before);
  }

 private:
  [[nodiscard]] Result shell(const std::string& command) const {
    const int state = std::system(text("{ ", command, "; } >'", path("out"), "' 2>'", path("err"), "'").c_str());
    return {WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state), read_file(path("out")),
            read_file(path("err"))};
  }

  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("text goes to standard output and nothing else; the same seed writes the same") {
  const Program program;
  const Result first = program.generate("--prompt 'the cat' --tokens 20 --seed 4");
  INFO(first.err);
  REQUIRE(first.code == 0);
  CHECK(first.out.starts_with("the cat"));
  CHECK(first.out.back() == '\n');
  CHECK(contains(first.err, "prefill "));
  CHECK(contains(first.err, "tokens/s"));
  CHECK(contains(first.err, "seed 4"));
  CHECK(program.generate("--prompt 'the cat' --tokens 20 --seed 4").out == first.out);
  CHECK(program.generate("--prompt 'the cat' --tokens 20 --seed 5").out != first.out);
  CHECK("the cat" + program.generate("--prompt 'the cat' --tokens 20 --seed 4 --only-new").out == first.out);
}

TEST_CASE("a prompt from standard input loses the line end that echo adds; JSON says all and nothing else is there") {
  const Program program;
  const Result result = program.generate("--prompt - --tokens 5 --temperature 0 --json -", "echo 'the cat' | ");
  INFO(result.err);
  REQUIRE(result.code == 0);
  const auto json = nlohmann::json::parse(result.out);
  CHECK(json.at("prompt") == "the cat");
  CHECK(json.at("ids").size() == 5);
  CHECK(json.at("ended") == "tokens");
  CHECK(json.at("family") == "llama");
  CHECK(result.err.empty());
  const Result file =
      program.generate("--prompt 'the cat' --tokens 5 --temperature 0 --json '" + program.path("j") + "'");
  CHECK(file.out == "the cat" + json.at("text").get<std::string>() + "\n");
  CHECK(nlohmann::json::parse(read_file(program.path("j"))).at("ids") == json.at("ids"));
}

TEST_CASE("an empty prompt begins a new text, and any bytes are a prompt") {
  const Program program;
  CHECK(nlohmann::json::parse(program.generate("--tokens 3 --json -").out).at("prompt_ids") == nlohmann::json{269});
  const Result odd = program.generate("--prompt \"$(printf 'a\\377\\001')\" --tokens 3 --json -");
  INFO(odd.err);
  CHECK(odd.code == 0);
  CHECK(nlohmann::json::parse(odd.out).at("prompt_ids").size() == 3);
}

TEST_CASE("what cannot be is refused with exit status 2, and says what to do") {
  const Program program;
  const auto refused = [&](const std::string& arguments, const std::string& what) {
    const Result result = program.generate(arguments);
    INFO(result.err);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK(contains(result.err, what));
  };
  refused("--prompt \"$(printf '%0100d' 0)\"",
          "the prompt has 100 tokens, but the model's context holds 64: shorten it by 36");
  refused("--temperature -1", "temperature must be a number from 0 on");
  refused("--temperature nan", "temperature");
  refused("--top-p 0", "top_p must be above 0");
  refused("--top-k -3", "top_k must be at least 1");
  refused("--tokens 0", "--tokens");
  refused("--stop ''", "a stop text must be UTF-8, of at least one character");
  refused("--chat --prompt hi", "its tokenizer has no token <|im_start|>");
  refused("--tokenizer /nowhere", "there is no tokenizer /nowhere");
  refused("--no-such-option", "--no-such-option");
  CHECK(contains(program.run("--prompt a").err, "there is no model in"));
  CHECK(contains(program.run("--model /nowhere").err, "/nowhere"));
  std::filesystem::remove(program.path("model/tokenizer.json"));
  CHECK(contains(program.generate("--prompt a").err, "comes without a vocabulary"));
}

TEST_CASE("a question is answered without being shown again") {
  const Program program({"<|im_start|>", "<|im_end|>"});
  const auto ids = [&](const std::string& arguments) {
    const Result result = program.generate("--chat --prompt hi --tokens 3 --json - " + arguments);
    INFO(result.err);
    return nlohmann::json::parse(result.out).at("prompt_ids").size();
  };
  CHECK(ids("") == ids("--system ''"));
  CHECK(ids("--system a") > ids(""));
  CHECK_FALSE(program.generate("--chat --prompt hi --tokens 3 --temperature 0").out.starts_with("hi"));
}

TEST_CASE("a disk that is full is an error") {
  const Program program;
  const Result full = program.generate("--prompt the --tokens 3 >/dev/full");
  CHECK(full.code == 2);
  CHECK(contains(full.err, "cannot write to standard output: No space left"));
}

TEST_CASE("Ctrl-C ends the text where it is and keeps it") {
  const Program program({"<|endoftext|>"}, 1 << 20);
  const Result cut =
      program.generate("--prompt the --tokens 1000000", "timeout --foreground --preserve-status -s INT 3 env ");
  INFO(cut.err);
  CHECK(cut.code == 130);
  CHECK(cut.out.starts_with("the"));
  CHECK(cut.out.size() > 10);
  CHECK(cut.out.back() == '\n');
  CHECK(contains(cut.err, "tokens: interrupted"));
}
