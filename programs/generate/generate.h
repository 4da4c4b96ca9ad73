/// @file
/// The loop that continues a text.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "programs/generate/sampling.h"
#include "programs/model/load.h"

namespace llmsys {

/// What is asked for.
struct GenerateOptions {
  int64_t tokens = 256;            ///< the most to write
  Sampling sampling;               ///< how each is drawn
  uint64_t seed = 1;               ///< of the draws
  std::vector<std::string> stops;  ///< texts that end it
};

/// Why it ended.
enum class Ending : uint8_t {
  end_token,   ///< the model ended its text
  stop_text,   ///< a stop text came
  tokens,      ///< as many as asked for
  context,     ///< the model's context is full
  interrupted  ///< the user
};

/// "end token", "stop text", "tokens", "context", "interrupted".
std::string_view to_text(Ending ending);

/// What came of it.
struct Generated {
  std::vector<int64_t> ids;        ///< written, without the end token
  std::string text;                ///< of ids, up to a stop text: valid UTF-8
  Ending ending = Ending::tokens;  ///< why no more
  int64_t prompt_tokens = 0;       ///< read in one pass
  int64_t steps = 0;               ///< passes of one token after it
  double prefill_seconds = 0;      ///< that one pass took
  double decode_seconds = 0;       ///< that the steps took, drawing included
};

/// Who watches.
struct Watcher {
  std::function<void(std::string_view)> show;  ///< takes the text piece by piece, as soon as it is certain
  std::function<bool()> interrupted;           ///< asked after every token whether to end
};

/// Says at once what generate() would refuse.
/// @throws ValueError if there is no prompt, or it is longer than the context, with both numbers; if no tokens are asked
/// for, a stop text is no text, or as check(Sampling)
void check(const LoadedModel& loaded, std::span<const int64_t> prompt, const GenerateOptions& options);

/// Reads the prompt in one pass, then writes token by token with a KvCache.
/// @param prompt  ids; may be as long as the context: then one token fits
/// @throws ValueError as check(); if the model's logits are no numbers
Generated generate(LoadedModel& loaded, std::span<const int64_t> prompt, const GenerateOptions& options,
                   const Watcher& watcher);

}  // namespace llmsys
