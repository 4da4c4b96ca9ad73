#include "autograder/policy/reserved_names.h"

#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <span>

#include "autograder/policy/elf.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

// Of a worker's archives, those whose names are nobody's business outside the grader. Kernels call the tracer by names that
// only a compiler writes.
constexpr std::string_view kGrader[] = {"libllmsys_protocol.a", "libllmsys_worker.a", "libllmsys_worker_traced.a",
                                        "libllmsys_simt_trace.a", "libllmsys_simt_check.a"};
// Large ones that no worker is linked with.
constexpr std::string_view kNotLinked[] = {"libllmsys_simt_corpus.a", "libllmsys_testing_main.a", "libllmsys_plot.a"};

bool is_one_of(std::span<const std::string_view> names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The libraries that this program is linked with: a worker is, too.
std::vector<std::string> loaded_libraries() {
  std::vector<std::string> out;
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void* list) {
        if (info->dlpi_name[0] == '/') static_cast<std::vector<std::string>*>(list)->emplace_back(info->dlpi_name);
        return 0;
      },
      &out);
  return out;
}

std::vector<fs::path> archives_in(const std::string& folder) {
  std::vector<fs::path> out;
  if (!fs::exists(folder)) return out;
  for (auto at = fs::recursive_directory_iterator(folder); at != fs::recursive_directory_iterator(); ++at) {
    if (at->is_directory() && at->path().filename() == "CMakeFiles") at.disable_recursion_pending();
    if (at->path().extension() == ".a") out.push_back(at->path());
  }
  return out;
}

}  // namespace

// A file's bytes, of which only those that are looked at are read.
class ReservedNames::MappedFile {
 public:
  explicit MappedFile(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat about {};
    LLMSYS_CHECK(IoError, file >= 0 && fstat(file, &about) == 0, "[ReservedNames] cannot read ", path);
    size_ = static_cast<size_t>(about.st_size);
    data_ = size_ == 0 ? MAP_FAILED : mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    LLMSYS_CHECK(IoError, data_ != MAP_FAILED, "[ReservedNames] cannot read ", path);
  }
  ~MappedFile() { munmap(data_, size_); }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  void* data_ = nullptr;
  size_t size_ = 0;
};

ReservedNames::ReservedNames(const std::string& build, const std::string& lab) {
  for (const std::string& library : loaded_libraries()) add_library(library);
  for (const fs::path& archive : archives_in(build + "/framework"))
    if (!is_one_of(kNotLinked, archive.filename()))
      add_archive(archive, is_one_of(kGrader, archive.filename()) ? "grader" : "framework");
  for (const std::string_view name : kGrader)
    if (const std::string path = text(build, "/autograder/", name); fs::exists(path)) add_archive(path, "grader");
  for (const fs::path& archive : archives_in(build + "/labs/" + lab)) add_archive(archive, "lab");
}

ReservedNames::~ReservedNames() = default;

const NameOwner* ReservedNames::owner_of(std::string_view name) const {
  const auto owner = owners_.find(name);
  return owner == owners_.end() ? nullptr : &owner->second;
}

std::string_view ReservedNames::map(const std::string& path) {
  files_.push_back(std::make_unique<MappedFile>(path));
  return files_.back()->bytes();
}

void ReservedNames::add_library(const std::string& path) {
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  const bool cpp = name.starts_with("libstdc++");
  if (cpp || name.starts_with("libc.") || name.starts_with("libm.") || name.starts_with("libgcc") ||
      name.starts_with("ld-"))
    add_symbols(map(path), cpp ? "C++ library" : "C library");
}

void ReservedNames::add_archive(const std::string& path, std::string_view who) {
  for (const std::string_view member : archive_members(map(path))) add_symbols(member, who);
}

void ReservedNames::add_symbols(std::string_view object, std::string_view who) {
  for (const ElfSymbol& symbol : read_elf(object).symbols) {
    if (symbol.binding == Binding::undefined) continue;
    NameOwner& owner = owners_.try_emplace(symbol.name, NameOwner{who, false}).first->second;
    owner.strong = owner.strong || symbol.binding == Binding::strong;
  }
}

}  // namespace llmsys
