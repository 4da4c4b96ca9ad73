/// @file
/// What `./lab generate` says beside the text.
#pragma once
#include <string>

#include "programs/generate/options.h"

namespace llmsys {

/// Which model is used: a line for people.
std::string describe(const LoadedModel& loaded, double load_seconds);
/// How it went: speeds, and why it ended.
std::string report(const Generated& generated, const ProgramOptions& options);
/// Both for programs: one JSON object and a line end. Texts are valid UTF-8.
std::string summary_json(const LoadedModel& loaded, const Generated& generated, const std::vector<int64_t>& prompt_ids,
                         const ProgramOptions& options, double load_seconds);

}  // namespace llmsys
