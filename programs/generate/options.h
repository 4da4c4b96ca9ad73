/// @file
/// What `./lab generate` takes.
#pragma once
#include <string>
#include <vector>

#include "programs/generate/generate.h"

namespace llmsys {

/// The command line.
struct ProgramOptions {
  std::string model;              ///< folder or file; empty: the one that comes with the repository
  std::string tokenizer;          ///< where to take the vocabulary from; empty: the model's
  std::string prompt;             ///< the text to continue; "-": standard input
  GenerateOptions generate;       ///< how
  bool chat = false;              ///< the prompt is a question of a dialogue
  std::string system;             ///< what the model is told before it
  bool has_system = false;        ///< whether that was given; else it is what the model's template says
  bool only_new = false;          ///< do not show the prompt again
  bool trace_dispatch = false;    ///< print who computed what
  bool plain = false;             ///< compute by the formulas of lab 04's files, without fused kernels
  int threads = 0;                ///< 0: one a core
  std::string json;               ///< a file for the summary; "-" is standard output
  std::vector<std::string> code;  ///< the files of labs that this program was built from
};

/// Reads the command line.  @return false if the program is to end with `status` now
bool parse_options(int argc, char** argv, ProgramOptions& options, int& status);

}  // namespace llmsys
