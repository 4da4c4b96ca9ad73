#include "autograder/export/export_options.h"

#include <CLI/CLI.hpp>

#include "autograder/export/export_command.h"

namespace llmsys {
namespace {

void add_rules(CLI::App& command, ExportCommand& options) {
  command.add_option("--course", options.course);
  command.add_option("--assignment", options.assignment);
  command.add_option("--extensions", options.extensions);
  command.add_option("--groups", options.groups);
  command.add_option("--times", options.times);
  command.add_option("--scores", options.scores);
  command.add_option("--roster", options.rosters)->allow_extra_args(false);
  command.add_flag("--without-earlier", options.without_earlier);
}

void add_gradebook(CLI::App& command, ExportCommand& options) {
  command.add_option("--gradebook", options.gradebook);
  command.add_option("--column", options.column);
  command.add_option("--decimal", options.decimal)->check(CLI::IsMember({"point", "comma"}));
  command.add_flag("--scale", options.scale);
  command.add_flag("--zero-missing", options.zero_missing);
  command.add_flag("--dry-run", options.dry_run);
}

}  // namespace

void add_export(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("export", "what was graded, in the formats of others");
  auto options = std::make_shared<ExportCommand>();
  command->add_option("format", options->format)->required();
  command->add_option("inputs", options->inputs)->required();
  command->add_option("--out", options->out);
  command->add_option("--detail", options->detail)->check(CLI::IsMember({"tasks", "tests"}));
  add_rules(*command, *options);
  add_gradebook(*command, *options);
  command->add_option("--hint", options->hint)->check(CLI::Range(0, 3));
  command->add_option("--hidden", options->hidden)
      ->check(CLI::IsMember({"visible", "after_due_date", "after_published", "hidden"}));
  command->add_flag("--leaderboard", options->leaderboard);
  command->add_option("--summary", options->summary);
  command->callback([&paths, &code, options] { code = export_command(paths, *options); });
}

}  // namespace llmsys
