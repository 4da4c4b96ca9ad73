/// @file
/// What Hugging Face's folders say beside config.json, weights and vocabulary: how a model wants to be used.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys {

/// How a model wants to be used. A folder may say nothing of it.
struct ModelSettings {
  std::vector<int64_t> begin;       ///< ids before every text: of tokenizer.json's post-processor TemplateProcessing
  std::vector<int64_t> end_tokens;  ///< ids that end a text: eos_token_id of generation_config.json
  std::string chat_template;  ///< Jinja text that lays out a dialogue: of chat_template.jinja or tokenizer_config.json
};

/// Reads those of the files named above that are there.
/// @throws IoError naming the file and the key: no JSON, a value of another type, a special token without ids
ModelSettings read_model_settings(const std::string& folder);

/// The ids that a tokenizer.json puts before a text.  @param name  stands for the file in messages  @throws IoError
std::vector<int64_t> begin_tokens(std::string_view tokenizer_json, const std::string& name);

}  // namespace llmsys
