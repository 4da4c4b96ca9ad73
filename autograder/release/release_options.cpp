#include "autograder/release/release_options.h"

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <set>

#include "autograder/release/gradescope.h"
#include "autograder/release/release.h"
#include "framework/base/error.h"

namespace llmsys {

void add_release(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("release", "a tree for students, instructors or Gradescope");
  auto options = std::make_shared<ReleaseCommand>();
  auto audience = std::make_shared<std::string>();
  auto words = std::make_shared<std::vector<std::string>>();
  command->add_option("audience", *audience)->required()->check(CLI::IsMember({"student", "instructor", "gradescope"}));
  command->add_option("words", *words)->required()->expected(1, 2);
  command->add_option("--labs", options->labs);
  command->add_flag("--zip", options->zip);
  command->add_flag("--no-programs", options->no_programs);
  command->callback([&paths, &code, options, audience, words] {
    const bool gradescope = *audience == "gradescope";
    if (words->size() != (gradescope ? 2 : 1))
      throw CLI::ValidationError(*audience, gradescope ? "needs a lab and the archive to write: gradescope 0 OUT.zip"
                                                       : "needs one folder to write: " + *audience + " OUT");
    if (*audience != "student" && (!options->labs.empty() || options->no_programs))
      throw CLI::ValidationError(*audience, "--labs and --no-programs are for student releases");
    if (gradescope && options->zip) throw CLI::ValidationError(*audience, "it is an archive by itself, without --zip");
    options->audience = gradescope               ? Audience::gradescope
                        : *audience == "student" ? Audience::student
                                                 : Audience::instructor;
    options->out = words->back();
    options->lab = words->front();
    code = release_command(paths, *options);
  });
}

void add_pack(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("pack", "an archive to hand in");
  auto options = std::make_shared<PackCommand>();
  command->add_option("lab", options->lab)->required();
  command->add_option("out", options->out);
  command->add_option("--from", options->from);
  command->callback([&paths, &code, options] { code = pack_command(paths, *options); });
}

void add_gradescope(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("gradescope", "grade inside Gradescope");
  auto lab = std::make_shared<std::string>(), folder = std::make_shared<std::string>("/autograder");
  command->add_option("lab", *lab)->required();
  command->add_option("folder", *folder);
  command->callback([&paths, &code, lab, folder] { code = gradescope_command(paths, *lab, *folder); });
}

void refuse_in_release(const Paths& paths, const std::string& command) {
  const std::set<std::string> refused = {"sync-stubs", "mutate", "verify", "test", "release"};
  if (!refused.contains(command)) return;
  const std::string kind = release_kind(paths.root);
  LLMSYS_CHECK(ValueError, kind.empty() || kind == "instructor", "`./lab ", command,
               "` needs the solutions and the grader's own tests, which are not in a ", kind,
               " release; your instructor has them");
}

}  // namespace llmsys
