// ./lab, the C++ part: reads the command line and calls the command. The launcher has made sure that all is installed.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "autograder/class/grade_all.h"
#include "autograder/cli/commands.h"
#include "autograder/export/export_options.h"
#include "autograder/release/release_options.h"
#include "autograder/submission/layouts.h"
#include "framework/base/error.h"

namespace {

using namespace llmsys;

// The help texts are files that the launcher prints too, before anything is installed or built.
class HelpFile : public CLI::Formatter {
 public:
  explicit HelpFile(std::string root) : root_(std::move(root)) {}
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    try {
      return read_text_file(root_ + "/autograder/cli/help/" + app->get_name() + ".txt");
    } catch (const Error&) {
      return CLI::Formatter::make_help(app, name, mode);
    }
  }

 private:
  std::string root_;
};

void add_list(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("list", "the labs and their tasks");
  auto graph = std::make_shared<bool>(false);
  command->add_flag("--graph", *graph);
  command->callback([&paths, &code, graph] { code = list_command(paths, *graph); });
}

void add_seed_options(CLI::App& command, SeedChoice& inputs) {
  command.add_option("--seed", inputs.seed);
  command.add_option("--secret-file", inputs.secret_file);
  command.add_option("--round", inputs.round)->needs("--secret-file");
}

void add_grade(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("grade", "grade a lab");
  auto options = std::make_shared<GradeCommand>();
  command->add_option("lab", options->lab)->required();
  command->add_option("--task", options->tasks);
  command->add_flag("--solution", options->solution);
  command->add_flag("--debug", options->debug);
  command->add_option("--from", options->from);
  command->add_option("--device", options->device)->check(CLI::IsMember({"cpu", "cuda"}));
  command->add_option("--hint", options->hint)->check(CLI::Range(0, 3));
  add_seed_options(*command, options->inputs);
  command->add_option("--sandbox", options->sandbox)->check(CLI::IsMember({"auto", "L0", "L1", "L2", "L3"}));
  command->add_option("--require-sandbox", options->require_sandbox)->check(CLI::IsMember({"L0", "L1", "L2", "L3"}));
  command->add_option("--json", options->json);
  command->add_option("--html", options->html);
  command->add_option("--markdown", options->markdown);
  command->add_option("--course", options->course);
  command->callback([&paths, &code, options] { code = grade_command(paths, *options); });
}

void add_grade_all(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("grade-all", "grade a class");
  auto options = std::make_shared<GradeAllCommand>();
  command->add_option("submissions", options->submissions);
  command->add_option("--lab", options->lab);
  command->add_option("--out", options->out);
  command->add_option("-j,--jobs", options->jobs)->check(CLI::Range(1, 64));
  command->add_option("--layout", options->layout)->check(CLI::IsMember(layout_names()));
  command->add_option("--id-regex", options->id_regex);
  command->add_option("--only", options->only)->allow_extra_args(false);
  command->add_option("--course", options->course);
  add_seed_options(*command, options->inputs);
  command->add_option("--device", options->device)->check(CLI::IsMember({"cpu", "cuda"}));
  command->add_option("--hint", options->hint)->check(CLI::Range(0, 3));
  command->add_option("--sandbox", options->sandbox)->check(CLI::IsMember({"auto", "L0", "L1", "L2", "L3"}));
  command->add_option("--require-sandbox", options->require_sandbox)->check(CLI::IsMember({"L0", "L1", "L2", "L3"}));
  command->add_option("--regrade-diff", options->old);
  command->add_flag("--apply", options->apply);
  command->add_flag("--cancel", options->cancel);
  command->callback([&paths, &code, options] { code = grade_all_command(paths, *options); });
}

void add_sync_stubs(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("sync-stubs", "write stubs from solutions");
  auto lab = std::make_shared<std::string>();
  auto check = std::make_shared<bool>(false), force = std::make_shared<bool>(false);
  command->add_option("lab", *lab);
  command->add_flag("--check", *check);
  command->add_flag("--force", *force);
  command->callback([&paths, &code, lab, check, force] { code = sync_stubs_command(paths, *lab, *check, *force); });
}

void add_mutate(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("mutate", "check that planted mistakes are found");
  auto lab = std::make_shared<std::string>(), only = std::make_shared<std::string>();
  auto seed = std::make_shared<std::string>();
  auto generated = std::make_shared<bool>(false), table = std::make_shared<bool>(false);
  auto options = std::make_shared<GeneratedMutantsCommand>();
  command->add_option("lab", *lab)->required();
  command->add_option("--mutant", *only);
  command->add_option("--seed", *seed);
  CLI::Option* flag = command->add_flag("--generated", *generated);
  command->add_option("--task", options->task)->needs(flag);
  command->add_option("--sample", options->sample)->needs(flag)->check(CLI::PositiveNumber);
  command->add_flag("--list", options->list)->needs(flag);
  command->add_flag("--resume", options->resume)->needs(flag);
  command->add_flag("--table", *table);
  command->callback([&paths, &code, lab, only, seed, generated, table, options] {
    options->lab = *lab;
    options->seed = *seed;
    code = *table       ? planted_table_command(paths)
           : *generated ? generated_mutants_command(paths, *options)
                        : mutate_command(paths, *lab, *only, *seed);
  });
}

void add_bench(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("bench", "measure");
  auto what = std::make_shared<std::string>();
  command->add_option("what", *what);
  command->allow_extras();
  command->callback([&paths, &code, what, command] { code = bench_command(paths, *what, command->remaining()); });
}

void add_train(CLI::App& app, const Paths& paths, int&) {
  CLI::App* command = app.add_subcommand("train", "train a model");
  auto mine = std::make_shared<bool>(false);
  auto from = std::make_shared<std::string>();
  command->add_flag("--mine", *mine);
  command->add_option("--from", *from);
  command->allow_extras();
  command->callback([&paths, mine, from, command] { train_command(paths, *mine, *from, command->remaining()); });
}

void add_generate(CLI::App& app, const Paths& paths, int&) {
  CLI::App* command = app.add_subcommand("generate", "continue a text with a model");
  auto mine = std::make_shared<bool>(false);
  command->add_flag("--mine", *mine);
  command->allow_extras();
  command->callback([&paths, mine, command] { generate_command(paths, *mine, command->remaining()); });
}

void add_eval(CLI::App& app, const Paths& paths, int&) {
  CLI::App* command = app.add_subcommand("eval", "measure what a model can do");
  auto mine = std::make_shared<bool>(false);
  command->add_flag("--mine", *mine);
  command->allow_extras();
  command->callback([&paths, mine, command] { eval_command(paths, *mine, command->remaining()); });
}

void add_profile(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("profile", "count and check what kernels do");
  auto options = std::make_shared<ProfileCommand>();
  command->add_option("what", options->what)->required();
  command->add_option("arguments", options->arguments);
  command->add_flag("--solution", options->solution);
  command->add_flag("--source", options->source);
  command->add_option("--kernel", options->kernel);
  command->add_option("--gpu", options->gpu)->check(CLI::IsMember(profile_architectures()));
  command->add_flag("--no-nvcc", options->no_nvcc);
  command->add_option("--json", options->json);
  command->add_option("--html", options->html);
  command->callback([&paths, &code, options] { code = profile_command(paths, *options); });
}

void add_verify(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("verify", "check a lab's own tests");
  auto lab = std::make_shared<std::string>(), seed = std::make_shared<std::string>();
  auto device = std::make_shared<std::string>();
  command->add_option("lab", *lab)->required();
  command->add_option("--seed", *seed);
  command->add_option("--device", *device)->check(CLI::IsMember({"cpu", "cuda"}));
  command->callback([&paths, &code, lab, seed, device] { code = verify_command(paths, *lab, *seed, *device); });
}

void add_test(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("test", "run every suite");
  auto parts = std::make_shared<std::vector<std::string>>();
  auto list = std::make_shared<bool>(false);
  auto device = std::make_shared<std::string>();
  command->add_option("parts", *parts);
  command->add_flag("--list", *list);
  command->add_option("--device", *device)->check(CLI::IsMember({"cpu", "cuda"}));
  command->callback([&paths, &code, parts, list, device] { code = test_command(paths, *parts, *list, *device); });
}

void add_course(CLI::App& app, const Paths& paths, int& code) {
  CLI::App* command = app.add_subcommand("course", "check or show a course file");
  auto what = std::make_shared<std::string>(), file = std::make_shared<std::string>();
  command->add_option("what", *what)->required()->check(CLI::IsMember({"check", "show"}));
  command->add_option("file", *file)->required();
  command->callback([&paths, &code, what, file] { code = course_command(paths, *what, *file); });
}

int run(int argc, char** argv) {
  const Paths paths = Paths::from_environment();
  if (argc > 1) refuse_in_release(paths, argv[1]);
  CLI::App app("LLM Systems Lab", "lab");
  app.require_subcommand(1);
  app.formatter(std::make_shared<HelpFile>(paths.root));
  int code = 0;
  for (const auto add :
       {add_list, add_grade, add_grade_all, add_sync_stubs, add_mutate, add_bench, add_train, add_generate, add_eval,
        add_profile, add_verify, add_test, add_course, add_export, add_release, add_pack, add_gradescope})
    add(app, paths, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    std::fprintf(stderr, "lab: %s\n", error.what());
    std::fprintf(stderr, "See ./lab %s--help\n", chosen.empty() ? "" : (chosen[0]->get_name() + " ").c_str());
    return 2;
  }
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const llmsys::Error& error) {
    std::fflush(stdout);
    std::fprintf(stderr, "lab: %s\n", error.what());
    return 2;
  } catch (const std::filesystem::filesystem_error& error) {  // a folder that may not be read or made, a full disk
    std::fflush(stdout);
    std::fprintf(stderr, "lab: %s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fflush(stdout);
    std::fprintf(stderr, "lab: unexpected: %s\n", error.what());
    return 3;
  }
}
