#include "autograder/class/class_build.h"

#include <algorithm>
#include <filesystem>

#include "autograder/cli/build.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/sha256.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr int kWorthAHeader = 4;  // compilations that a precompiled header has to serve to repay its own

// All programs of slot scratch that grading may need.
std::map<std::string, std::string> all_programs(const LabManifest& lab) {
  std::map<std::string, std::string> programs;
  for (const Task& task : lab.tasks) programs.merge(worker_programs(lab, Slot::scratch, task, {}));
  return programs;
}

// "lab01_scratch_worker_1_1" of "labs/01_autodiff/CMakeFiles/lab01_scratch_worker_1_1.dir/.../x.cpp.o".
std::string short_name(const std::string& object) {
  const std::string begin = "CMakeFiles/";
  const size_t start = object.find(begin) + begin.size();
  return object.substr(start, object.find(".dir/") - start);
}

// The first header of ours that the lab's own stub includes: nearly always the student's file begins so as well.
std::string first_header(const std::string& stub) {
  const std::string begin = "#include \"";
  const size_t at = stub.find(begin);
  if (at == std::string::npos) return "";
  const size_t start = at + begin.size();
  return stub.substr(start, stub.find('"', start) - start);
}

std::string hash_of_headers(const Paths& paths) {
  std::vector<std::string> headers;
  for (const char* top : {"/framework", "/labs"})
    for (const auto& entry : fs::recursive_directory_iterator(paths.root + top))
      if (const auto ending = entry.path().extension(); ending == ".h" || ending == ".cuh")
        headers.push_back(entry.path().string());
  std::sort(headers.begin(), headers.end());
  std::string all;
  for (const std::string& header : headers) all += read_text_file(header);
  return sha256(all);
}

// That a program cannot be linked is the student's mistake only if the linker could do its work.
void check_linker_could_work(const std::string& build, const std::string& log) {
  constexpr uintmax_t kLeast = uintmax_t{64} << 20;
  std::error_code ignored;
  LLMSYS_CHECK(IoError, fs::space(build, ignored).available >= kLeast, "less than 64 MiB are free in ", build,
               ": make room; the same command goes on");
  LLMSYS_CHECK(IoError, log.find("terminated with signal") == std::string::npos, "the linker was killed:\n", log);
}

}  // namespace

ClassBuild::ClassBuild(const Paths& paths, const LabManifest& lab, SandboxLevel sandbox)
    : paths_(paths),
      lab_(lab),
      sandbox_(sandbox),
      commands_(paths, lab, all_programs(lab)),
      work_(text(paths.build, "/class/", lab.id())) {
  build_targets(paths, own_targets(lab, {}));
  fs::remove_all(work_);
  fs::create_directories(work_ + "/objects");
  // gold links these programs in half the time of ld, and is beside it on Debian and Ubuntu.
  if (in_shell("c++ -fuse-ld=gold -Wl,--version").code == 0) link_flags_ = "-fuse-ld=gold ";
  strip_inputs();
}

ClassBuild::~ClassBuild() {
  std::error_code ignored;
  fs::remove_all(work_, ignored);
  for (int i = 0; fs::exists(text(paths_.build, "/overlay/", class_slot(i), "/", lab_.folder)); ++i) {
    fs::remove_all(text(paths_.build, "/overlay/", class_slot(i), "/", lab_.folder), ignored);
    fs::remove_all(text(paths_.build, "/labs/", lab_.folder, "/", class_slot(i)), ignored);
  }
}

Captured ClassBuild::in_shell(const std::string& command) const {
  return capture({"/bin/sh", "-c", command},
                 {.folder = paths_.build,
                  .environment = {{"LC_ALL", "C.UTF-8"}, {"LLMSYS_SANDBOX", std::string(to_text(sandbox_))}}});
}

// What each program holds of ours needs no lines of source code: it is linked in half the time without them.
void ClassBuild::strip_inputs() {
  for (const std::string& input : commands_.own_inputs()) {
    const std::string stripped = text(work_, "/inputs/", input);
    fs::create_directories(fs::path(stripped).parent_path());
    const Captured result = capture({"objcopy", "--strip-debug", text(paths_.build, "/", input), stripped});
    if (result.code == 0) stripped_[input] = stripped;
  }
}

void ClassBuild::expect(const std::string& file, const std::string& hash) { ++counts_[file][hash]; }

int ClassBuild::times_expected(const std::string& file, const std::string& hash) const {
  const auto contents = counts_.find(file);
  if (contents == counts_.end()) return 0;
  const auto count = contents->second.find(hash);
  return count == contents->second.end() ? 0 : count->second;
}

std::map<std::string, std::string> ClassBuild::build(Slot slot, const std::map<std::string, std::string>& programs) {
  const std::string ours = text("labs/", lab_.folder, "/", slot, "/"),
                    general = text("labs/", lab_.folder, "/scratch/");
  fs::create_directories(text(paths_.build, "/", ours, "objects"));
  std::map<std::string, std::string> made;
  for (const auto& [path, target] : programs)
    for (const std::string& object : commands_.objects_of(general + path.substr(ours.size())))
      if (!made.contains(object)) made[object] = made_object(object, slot);
  list_objects(slot, made);
  std::map<std::string, std::string> failures, inputs = stripped_;
  inputs.insert(made.begin(), made.end());
  for (const auto& [path, target] : programs) {
    fs::remove(paths_.build + "/" + path);
    const bool timed = fs::path(path).filename().string().starts_with("worker_timed");  // is to be as the solution's is
    const Captured link = in_shell(
        commands_.link(general + path.substr(ours.size()), slot, timed ? made : inputs, timed ? "" : link_flags_));
    if (link.code == 0) continue;
    check_linker_could_work(paths_.build, link.text);
    failures[path] = link.text;
  }
  return failures;
}

// For take_out_objects(), as CMake lists those of other slots.
void ClassBuild::list_objects(Slot slot, const std::map<std::string, std::string>& made) const {
  std::string list;
  for (const auto& [object, path] : made)
    for (const Task& task : lab_.tasks)
      if (task.file == commands_.file_of(object))
        list += text(slot, " ", lab_.folder, " ", task.id, " worker ", (fs::path(paths_.build) / path).string(), "\n");
  write_atomically(text(paths_.build, "/labs/", lab_.folder, "/", slot, "/objects.txt"), list);
}

// The object of a slot's file: a new one, or one that several submissions share.
std::string ClassBuild::made_object(const std::string& object, Slot slot) {
  const std::string& file = commands_.file_of(object);
  const std::string source = text(paths_.build, "/overlay/", slot, "/", lab_.folder, "/", file);
  const std::string hash = sha256_of_file(source);
  const bool stub = hash == sha256_of_file(text(paths_.build, "/stubs/", lab_.folder, "/", file));
  if (stub || times_expected(file, hash) > 1)
    return shared_object(object, slot, source, short_name(object) + "." + hash);
  const std::string output = text("labs/", lab_.folder, "/", slot, "/objects/", short_name(object), ".o");
  compile(object, slot, output);
  return output;
}

// Made by the first that needs it; the others wait for it, and get the compiler's words too.
std::string ClassBuild::shared_object(const std::string& object, Slot slot, const std::string& source,
                                      const std::string& key) {
  Shared& mine = entry_of(shared_, key);
  const std::string output = text(work_, "/objects/", key, ".o");
  const std::lock_guard lock(mine.making);
  if (!mine.made) {
    compile(object, slot, output);
    mine.failed = fs::exists(source + ".failed");
    mine.log = fs::exists(source + ".log") ? read_text_file(source + ".log") : "";
    mine.made = true;
    return output;
  }
  for (const char* ending : {".failed", ".log"}) fs::remove(source + ending);
  if (mine.failed) write_atomically(source + ".failed", "");
  if (!mine.log.empty()) write_atomically(source + ".log", mine.log);
  fs::last_write_time(output,
                      fs::file_time_type::clock::now());  // else take_out_objects() thinks it is of an older file
  return output;
}

void ClassBuild::compile(const std::string& object, Slot slot, const std::string& output) {
  const Captured result = in_shell(commands_.compile(object, slot, output, headers_for(object)));
  LLMSYS_CHECK(IoError, result.code == 0, "neither ", commands_.file_of(object), " nor its stub could be compiled:\n",
               result.text);
}

std::string ClassBuild::headers_for(const std::string& object) {
  const std::string& file = commands_.file_of(object);
  const auto counts = counts_.find(file);
  if (counts == counts_.end() || counts->second.size() < kWorthAHeader) return "";
  const std::string folder = text(work_, "/headers/", short_name(object));
  Header& header = entry_of(headers_, object);
  const std::lock_guard lock(header.making);
  if (!header.made) {
    fs::create_directories(folder);
    const std::string path = first_header(read_text_file(text(paths_.build, "/stubs/", lab_.folder, "/", file)));
    if (!path.empty()) {
      fs::create_directories(fs::path(folder + "/" + path).parent_path());
      static_cast<void>(
          in_shell(commands_.precompile(object, path, folder)));  // without it, files compile all the same
    }
    header.made = true;
  }
  return folder;
}

std::string ClassBuild::version() const {
  std::string all = commands_.all() + link_flags_ + hash_of_headers(paths_);
  for (const std::string& target : own_targets(lab_, {})) {
    const std::string program = target.substr(target.find('_') + 1);  // lab01_judge -> judge
    all += sha256_of_file(text(paths_.build, "/labs/", lab_.folder, "/", program));
  }
  return sha256(all + sha256_of_file(text(paths_.root, "/labs/", lab_.folder, "/lab.json")));
}

}  // namespace llmsys
