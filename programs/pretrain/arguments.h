/// @file
/// The command line of this program.
#pragma once
#include <memory>
#include <string>

#include "programs/pretrain/options.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace llmsys {

/// Options as they were given, and what follows from them.
class PretrainArguments {
 public:
  PretrainArguments();
  ~PretrainArguments();

  /// @throws CLI::ParseError
  void parse(int argc, const char* const* argv);
  /// Says what was wrong.  @return the exit status
  int exit(const CLI::ParseError& error);
  /// Everything filled in and checked; nothing is written.
  /// @throws ValueError, IoError for what contradicts itself or is not there
  [[nodiscard]] PretrainOptions settled();

 private:
  void add_config(CLI::App& app);
  void add_options(CLI::App& app);
  void settle_new();
  void settle_resumed();

  std::unique_ptr<CLI::App> app_;
  CLI::App* config_;  // options that a resumed run has from its checkpoint
  PretrainOptions options_;
  std::string resume_;
};

}  // namespace llmsys
