#include "programs/generate/chat.h"

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr std::string_view kStart = "<|im_start|>", kEnd = "<|im_end|>";

int64_t marker(const ModelTokenizer& tokenizer, std::string_view token) {
  const std::optional<int64_t> id = tokenizer.special(token);
  LLMSYS_CHECK(ValueError, id.has_value(), "this model knows no dialogues: its tokenizer has no token ", token,
               ". Leave --chat away, or take a model that was tuned on ChatML");
  return *id;
}

// Jinja's "\\n" and a line end.
std::string with_line_ends(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool line_end = text.substr(i, 2) == "\\n";
    out += line_end ? '\n' : text[i];
    i += line_end ? 1 : 0;
  }
  return out;
}

}  // namespace

std::string default_system_text(std::string_view chat_template) {
  const std::string all = with_line_ends(chat_template);
  const std::string opening = std::string(kStart) + "system\n";
  for (size_t at = all.find(opening); at != std::string::npos; at = all.find(opening, at + 1)) {
    const size_t begin = at + opening.size(), end = all.find(kEnd, begin);
    if (end == std::string::npos) return "";
    const std::string found = all.substr(begin, end - begin);
    if (found.find_first_of("'\"{}") == std::string::npos) return found;  // else it is put together by the template
  }
  return "";
}

std::vector<int64_t> chat_prompt(ModelTokenizer& tokenizer, std::string_view system, std::string_view user) {
  const int64_t start = marker(tokenizer, kStart), end = marker(tokenizer, kEnd);
  std::vector<int64_t> ids = tokenizer.begin();
  const auto add = [&](const std::string& text) {
    const std::vector<int64_t> more = tokenizer.encode_as_text(text);
    ids.insert(ids.end(), more.begin(), more.end());
  };
  const auto turn = [&](std::string_view role, std::string_view text) {
    ids.push_back(start);
    add(llmsys::text(role, "\n", text));
    ids.push_back(end);
    add("\n");
  };
  if (!system.empty()) turn("system", system);
  turn("user", user);
  ids.push_back(start);
  add("assistant\n");
  return ids;
}

}  // namespace llmsys
