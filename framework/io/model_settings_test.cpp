// What lies beside a model's config.
#include "framework/io/model_settings.h"

#include <filesystem>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// A tokenizer.json whose post-processor is this.
std::string with_processor(const std::string& processor) {
  return R"({"model": {"vocab": {"a": 0}}, "post_processor": )" + processor + "}";
}

const std::string kTemplate = R"({"type": "TemplateProcessing",
  "single": [{"SpecialToken": {"id": "<b>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
             {"SpecialToken": {"id": "<e>", "type_id": 0}}],
  "special_tokens": {"<b>": {"id": "<b>", "ids": [7], "tokens": ["<b>"]}, "<e>": {"id": "<e>", "ids": [8], "tokens": ["<e>"]}}})";

std::string refusal(const std::string& processor) {
  return message_of([&] { static_cast<void>(begin_tokens(with_processor(processor), "t.json")); });
}

using Ids = std::vector<int64_t>;

}  // namespace

TEST_CASE("the tokens before a text are those of the post-processor, alone or among others") {
  CHECK(begin_tokens(with_processor(kTemplate), "t.json") == Ids{7});
  CHECK(
      begin_tokens(with_processor(R"({"type": "Sequence", "processors": [{"type": "ByteLevel"}, )" + kTemplate + "]}"),
                   "t.json") == Ids{7});
  for (const char* none : {"null", R"({"type": "ByteLevel"})", "[]", "3", R"({"type": "Sequence", "processors": []})"})
    CHECK(begin_tokens(with_processor(none), "t.json").empty());
  CHECK(begin_tokens(R"({"model": {"post_processor": 1}})", "t.json").empty());
}

TEST_CASE("a post-processor that names what is not there is refused") {
  CHECK(contains(refusal(R"({"type": "TemplateProcessing"})"),
                 "t.json: its post-processor TemplateProcessing has no list"));
  CHECK(contains(refusal(R"({"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<b>"}}]})"),
                 "no ids of the special token \"<b>\""));
  CHECK(contains(refusal(R"({"type": "TemplateProcessing", "single": [{"SpecialToken": {}}]})"), "without a name"));
  std::string negative = kTemplate;
  negative.replace(negative.find("[7]"), 3, "[-7]");
  CHECK(contains(refusal(negative), "an id that is -7"));
  CHECK(contains(message_of([] { static_cast<void>(begin_tokens("{", "t.json")); }), "t.json: it is not JSON"));
}

TEST_CASE("a folder says what its files say, and nothing without them") {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& name, const std::string& text) { write_file(folder.path(name), text); };
  const ModelSettings none = read_model_settings(folder.path());
  CHECK((none.begin.empty() && none.end_tokens.empty() && none.chat_template.empty()));
  write("tokenizer.json", with_processor(kTemplate));
  write("generation_config.json", R"({"eos_token_id": 4})");
  write("tokenizer_config.json", R"({"chat_template": "old", "model_max_length": 1000000000000000019884624838656})");
  const ModelSettings some = read_model_settings(folder.path());
  CHECK(some.begin == Ids{7});
  CHECK(some.end_tokens == Ids{4});
  CHECK(some.chat_template == "old");
  write("chat_template.jinja", "new");
  CHECK(read_model_settings(folder.path()).chat_template == "new");
  write("generation_config.json", R"({"eos_token_id": "four"})");
  CHECK(contains(message_of([&] { static_cast<void>(read_model_settings(folder.path())); }), "generation_config.json"));
}
