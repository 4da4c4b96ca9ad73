/// @file
/// The command line of this program.
#pragma once
#include <CLI/CLI.hpp>
#include <string>

#include "programs/pretrain/options.h"

namespace llmsys {

/// Options as they were given, and what follows from them.
class PretrainArguments {
 public:
  PretrainArguments();

  /// @throws CLI::ParseError
  void parse(int argc, const char* const* argv) { app_.parse(argc, argv); }
  /// Says what was wrong.  @return the exit status
  int exit(const CLI::ParseError& error) { return app_.exit(error) == 0 ? 0 : 2; }
  /// Everything filled in and checked; nothing is written.
  /// @throws ValueError, IoError for what contradicts itself or is not there
  [[nodiscard]] PretrainOptions settled();

 private:
  void add_config(CLI::App& app);
  void add_options(CLI::App& app);
  void settle_new();
  void settle_resumed();

  CLI::App app_;
  CLI::Option_group* config_;  // options that a resumed run has from its checkpoint
  PretrainOptions options_;
  std::string resume_;
};

}  // namespace llmsys
