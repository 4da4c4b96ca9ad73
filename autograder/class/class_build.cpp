#include "autograder/class/class_build.h"

#include <algorithm>
#include <filesystem>

#include "autograder/class/hash.h"
#include "autograder/cli/build.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr int kWorthAHeader = 4;  // compilations that a precompiled header has to serve to repay its own

Captured in_shell(const Paths& paths, const std::string& command) {
  return capture({"/bin/sh", "-c", command}, {.folder = paths.build, .environment = {{"LC_ALL", "C.UTF-8"}}});
}

// gold links these programs in half the time of ld, and is beside it on Debian and Ubuntu.
std::string quick_link_flags(const Paths& paths) {
  return in_shell(paths, "c++ -fuse-ld=gold -Wl,--version").code == 0 ? "-fuse-ld=gold " : "";
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

}  // namespace

ClassBuild::ClassBuild(const Paths& paths, const LabManifest& lab)
    : paths_(paths),
      lab_(lab),
      commands_(paths, lab),
      work_(text(paths.build, "/class/", lab.id())),
      link_flags_(quick_link_flags(paths)) {
  build_targets(paths, own_targets(lab, {}));
  fs::remove_all(work_);
  fs::create_directories(work_ + "/objects");
  strip_inputs();
  for (const Task& task : lab.tasks)
    if (!task.file.empty()) headers_[task.file];
}

ClassBuild::~ClassBuild() {
  std::error_code ignored;
  fs::remove_all(work_, ignored);
  for (int i = 0; fs::exists(text(paths_.build, "/overlay/", class_slot(i), "/", lab_.folder)); ++i) {
    fs::remove_all(text(paths_.build, "/overlay/", class_slot(i), "/", lab_.folder), ignored);
    fs::remove_all(text(paths_.build, "/labs/", lab_.folder, "/", class_slot(i)), ignored);
  }
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

std::map<std::string, std::string> ClassBuild::build(Slot slot, const std::map<std::string, std::string>& programs) {
  std::map<std::string, std::string> failures, inputs = stripped_;
  fs::create_directories(text(paths_.build, "/labs/", lab_.folder, "/", slot, "/objects"));
  for (const Task& task : lab_.tasks) {
    const std::string program = program_path(lab_, slot, "worker", task);
    if (!programs.contains(program)) continue;
    for (const std::string& file : commands_.files_of(task.id)) {
      std::string& object = inputs[commands_.student_object(file)];
      if (object.empty()) object = object_of(file, slot);
    }
    fs::remove(paths_.build + "/" + program);
    const Captured link = in_shell(paths_, commands_.link(task.id, slot, inputs, link_flags_));
    if (link.code != 0) failures[program] = link.text;
  }
  return failures;
}

std::string ClassBuild::object_of(const std::string& file, Slot slot) {
  const std::string source = text(paths_.build, "/overlay/", slot, "/", lab_.folder, "/", file);
  const std::string hash = sha256_of_file(source);
  const bool stub = hash == sha256_of_file(text(paths_.build, "/stubs/", lab_.folder, "/", file));
  if (stub || times_expected(file, hash) > 1) return shared_object(file, slot, source, file + "." + hash);
  const std::string object = text("labs/", lab_.folder, "/", slot, "/objects/", file, ".o");
  compile(file, slot, object);
  return object;
}

int ClassBuild::times_expected(const std::string& file, const std::string& hash) const {
  const auto contents = counts_.find(file);
  if (contents == counts_.end()) return 0;
  const auto count = contents->second.find(hash);
  return count == contents->second.end() ? 0 : count->second;
}

// Made by the first that needs it; the others wait for it, and get the compiler's words too.
std::string ClassBuild::shared_object(const std::string& file, Slot slot, const std::string& source,
                                      const std::string& key) {
  Shared& mine = shared(key);
  const std::string object = text(work_, "/objects/", key, ".o");
  const std::lock_guard lock(mine.making);
  if (!mine.made) {
    compile(file, slot, object);
    mine.failed = fs::exists(source + ".failed");
    mine.log = fs::exists(source + ".log") ? read_text_file(source + ".log") : "";
    mine.made = true;
    return object;
  }
  for (const char* ending : {".failed", ".log"}) fs::remove(source + ending);
  if (mine.failed) write_atomically(source + ".failed", "");
  if (!mine.log.empty()) write_atomically(source + ".log", mine.log);
  return object;
}

ClassBuild::Shared& ClassBuild::shared(const std::string& key) {
  const std::lock_guard lock(lock_);
  std::unique_ptr<Shared>& out = shared_[key];
  if (out == nullptr) out = std::make_unique<Shared>();
  return *out;
}

void ClassBuild::compile(const std::string& file, Slot slot, const std::string& object) {
  const Captured result = in_shell(paths_, commands_.compile(file, slot, object, headers_for(file)));
  LLMSYS_CHECK(IoError, result.code == 0, "neither ", file, " nor its stub could be compiled:\n", result.text);
}

std::string ClassBuild::headers_for(const std::string& file) {
  const auto counts = counts_.find(file);
  if (counts == counts_.end() || counts->second.size() < kWorthAHeader) return "";
  const std::string folder = text(work_, "/headers/", file);
  Header& header = headers_.at(file);
  const std::lock_guard lock(header.making);
  if (!header.made) {
    const std::string path = first_header(read_text_file(text(paths_.build, "/stubs/", lab_.folder, "/", file)));
    if (!path.empty()) {
      fs::create_directories(fs::path(folder + "/" + path).parent_path());
      in_shell(paths_, commands_.precompile(file, path, folder));  // without it, files compile all the same
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
