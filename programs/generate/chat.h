/// @file
/// A question to a model that was tuned for dialogues.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "programs/model/model_tokenizer.h"

namespace llmsys {

/// The text that a ChatML template puts first if the dialogue names no system text: what stands between
/// "<|im_start|>system\n" and "<|im_end|>" literally. "" if there is none.
std::string default_system_text(std::string_view chat_template);

/// ChatML, the layout of SmolLM2 and Qwen: a turn is "<|im_start|>" ROLE "\n" TEXT "<|im_end|>" "\n", and the model writes the
/// turn of the role "assistant". Markers inside the texts are text, not markers.
/// @param system  what the model is told first; "": no such turn
/// @return ids, the model's begin tokens included
/// @throws ValueError if the tokenizer lacks one of the two markers
std::vector<int64_t> chat_prompt(ModelTokenizer& tokenizer, std::string_view system, std::string_view user);

}  // namespace llmsys
