#include "autograder/submission/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <sys/stat.h>

#include <algorithm>
#include <memory>
#include <set>

#include "autograder/report/printable.h"
#include "autograder/submission/path_rules.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kBlock = size_t{64} << 10, kMostOthers = 1000, kShownName = 80;
constexpr int64_t kSmall = int64_t{1} << 20;  // up to here any ratio is harmless

constexpr const char* kEncrypted = "it is encrypted: pack it again without a password";
constexpr const char* kTooMuchMemory = "it takes too much memory to unpack: pack it as a plain zip";

// Thrown by the checks below, caught in read_all(): what the instructor reads.
struct Refused {
  std::string reason;
};

// libarchive turns names into the encoding of the thread's locale; in "C" it has none for most of them.
class Utf8Locale {
 public:
  Utf8Locale() : mine_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)), before_(uselocale(mine_)) {}
  ~Utf8Locale() {
    uselocale(before_);
    if (mine_ != nullptr) freelocale(mine_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t mine_, before_;
};

bool speaks_of_memory(const std::string& words) {
  return words.find("allocate") != std::string::npos || words.find("memory") != std::string::npos;
}

// Without what a terminal would act on, in one line.
std::string one_line(std::string_view words) {
  std::string clean = printable(words);
  std::replace_if(
      clean.begin(), clean.end(), [](char c) { return c == '\n' || c == '\t'; }, '?');
  return clean;
}

std::string shown(std::string_view name) {
  return text("\"", one_line(name.substr(0, kShownName)), name.size() > kShownName ? "..." : "", "\"");
}

std::string mebibytes(int64_t bytes) { return text((bytes + kSmall - 1) >> 20, " MiB"); }

// Why an entry is not a plain file or a folder; empty if it is.
std::string type_problem(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr) return "is a link";
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case AE_IFDIR: return "";
    case AE_IFLNK: return "is a link";
    case AE_IFIFO: return "is a pipe";
    case AE_IFCHR:
    case AE_IFBLK: return "is a device";
    default: return "is neither a file nor a folder";
  }
}

// Reads one archive, holding it to the limits.
class Reader {
 public:
  Reader(archive* from, int64_t packed_bytes, const Wanted& wanted, const UnpackLimits& limits)
      : archive_(from), packed_bytes_(packed_bytes), wanted_(wanted), limits_(limits) {}

  Found read_all() {
    const Utf8Locale locale;
    try {
      archive_entry* entry = nullptr;
      while (next(&entry)) take(entry);
      if (archive_read_has_encrypted_entries(archive_) > 0) throw Refused{kEncrypted};
      return std::move(found_);
    } catch (const Refused& refused) {
      return {.refusal = refused.reason, .files = {}, .others = {}};
    }
  }

 private:
  [[noreturn]] void damaged() const {
    const char* words = archive_error_string(archive_);
    const std::string said = words == nullptr ? "" : one_line(words);
    if (said.find("ncrypt") != std::string::npos || said.find("assphrase") != std::string::npos)
      throw Refused{kEncrypted};
    if (speaks_of_memory(said)) throw Refused{kTooMuchMemory};
    throw Refused{text("it is damaged or cut off", said.empty() ? "" : text(" (", said, ")"))};
  }

  bool next(archive_entry** entry) {
    const int code = archive_read_next_header(archive_, entry);
    if (code == ARCHIVE_EOF) return false;
    if (code < ARCHIVE_WARN) damaged();
    if (archive_filter_count(archive_) > 2) throw Refused{"it is compressed several times over"};  // one, and none
    if (++entries_ > limits_.entries) throw Refused{text("it holds more than ", limits_.entries, " files")};
    return true;
  }

  void take(archive_entry* entry) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = archive_entry_pathname(entry);
    const std::string path = name == nullptr ? "" : as_utf8(name);  // Windows packs names in its own encodings
    if (const std::string problem = path_problem(path); !problem.empty())
      throw Refused{text("the entry ", shown(path), " ", problem)};
    if (const std::string problem = type_problem(entry); !problem.empty())
      throw Refused{text("the entry ", shown(path), " ", problem, ": hand in the files themselves")};
    if (archive_entry_is_encrypted(entry)) throw Refused{kEncrypted};
    if (archive_entry_filetype(entry) == AE_IFDIR) return;
    if (!seen_.insert(path_key(path)).second)
      throw Refused{text("it holds ", shown(path), " twice, or in small and capital letters")};
    take_file(entry, path);
  }

  void take_file(archive_entry* entry, const std::string& path) {
    const bool keep = wanted_(path);
    if (archive_entry_size_is_set(entry)) check_total(total_ + archive_entry_size(entry));
    FoundFile file{.path = path, .content = ""};
    char block[kBlock];
    for (;;) {
      const la_ssize_t n = archive_read_data(archive_, block, kBlock);
      if (n == 0) break;
      if (n < 0) damaged();
      check_total(total_ += n);
      if (keep) append(file, {block, static_cast<size_t>(n)});
    }
    if (keep)
      found_.files.push_back(std::move(file));
    else if (found_.others.size() < kMostOthers)
      found_.others.push_back(path);
  }

  void append(FoundFile& file, std::string_view bytes) {
    file.content.append(bytes);
    kept_ += static_cast<int64_t>(bytes.size());
    if (static_cast<int64_t>(file.content.size()) > limits_.file_bytes)
      throw Refused{text(shown(file.path), " is larger than ", mebibytes(limits_.file_bytes))};
    if (kept_ > limits_.kept_bytes) throw Refused{text("its files take more than ", mebibytes(limits_.kept_bytes))};
  }

  // Of what is declared, and of what really comes.
  void check_total(int64_t total) const {
    if (total < 0 || total > limits_.total_bytes)
      throw Refused{text("unpacked it takes more than ", mebibytes(limits_.total_bytes),
                         ": hand in the task files only, as ./lab pack does")};
    if (total > kSmall && total / limits_.ratio > packed_bytes_)
      throw Refused{text("it unpacks to more than ", limits_.ratio, " times its size: that is a bomb, not work")};
  }

  archive* archive_;
  int64_t packed_bytes_;
  const Wanted& wanted_;
  const UnpackLimits& limits_;
  Found found_;
  std::set<std::string> seen_;
  int64_t total_ = 0, kept_ = 0;
  int entries_ = 0;
};

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

Archive new_archive() {
  Archive out(archive_read_new(), archive_read_free);
  archive_read_support_filter_none(out.get());
  archive_read_support_filter_gzip(out.get());
  archive_read_support_filter_xz(out.get());
  archive_read_support_filter_bzip2(out.get());
  archive_read_support_format_zip(out.get());
  archive_read_support_format_tar(out.get());
  archive_read_support_format_7zip(out.get());
  return out;
}

Found refused(const std::string& reason) { return {.refusal = reason, .files = {}, .others = {}}; }

Found not_an_archive() { return refused("it is no archive that can be read: zip, tar, tar.gz, tar.xz, tar.bz2 or 7z"); }

Found could_not_open(archive* from) {
  const char* words = archive_error_string(from);
  return words != nullptr && speaks_of_memory(words) ? refused(kTooMuchMemory) : not_an_archive();
}

}  // namespace

Found unpack(int descriptor, const Wanted& wanted, const UnpackLimits& limits) {
  struct stat about {};
  if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) return not_an_archive();
  const Archive archive = new_archive();
  if (archive_read_open_fd(archive.get(), descriptor, kBlock) != ARCHIVE_OK) return could_not_open(archive.get());
  return Reader(archive.get(), about.st_size, wanted, limits).read_all();
}

Found unpack(std::string_view bytes, const Wanted& wanted, const UnpackLimits& limits) {
  const Archive archive = new_archive();
  if (archive_read_open_memory(archive.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return could_not_open(archive.get());
  return Reader(archive.get(), static_cast<int64_t>(bytes.size()), wanted, limits).read_all();
}

}  // namespace llmsys
