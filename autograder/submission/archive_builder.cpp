#include "autograder/submission/archive_builder.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "framework/base/error.h"

namespace llmsys::testing {
namespace {

la_ssize_t append(archive*, void* to, const void* bytes, size_t size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void need(archive* out, int code) {
  LLMSYS_CHECK(IoError, code >= ARCHIVE_WARN, "libarchive: ", archive_error_string(out));
}

unsigned file_type(char type) {
  switch (type) {
    case 'd': return AE_IFDIR;
    case 'l': return AE_IFLNK;
    case 'p': return AE_IFIFO;
    case 'c': return AE_IFCHR;
    default: return AE_IFREG;
  }
}

void write_entry(archive* out, const ArchiveEntry& entry) {
  const std::unique_ptr<archive_entry, void (*)(archive_entry*)> head(archive_entry_new(), archive_entry_free);
  archive_entry_set_pathname(head.get(), entry.path.c_str());
  archive_entry_set_filetype(head.get(), file_type(entry.type));
  archive_entry_set_perm(head.get(), 04755);
  archive_entry_set_mtime(head.get(), 1'700'000'000, 0);
  if (entry.type == 'l') archive_entry_set_symlink(head.get(), entry.content.c_str());
  if (entry.type == 'h') archive_entry_set_hardlink(head.get(), entry.content.c_str());
  if (entry.type == 'c') archive_entry_set_rdev(head.get(), 0x101);
  const bool data = entry.type == 'f';
  archive_entry_set_size(head.get(), data ? static_cast<la_int64_t>(entry.content.size()) : 0);
  need(out, archive_write_header(out, head.get()));
  if (data && !entry.content.empty())
    need(out,
         static_cast<int>(archive_write_data(out, entry.content.data(), entry.content.size()) < 0 ? ARCHIVE_FATAL : 0));
}

}  // namespace

std::string make_archive(const std::vector<ArchiveEntry>& entries, const ArchiveFormat& how) {
  std::string bytes;
  const std::unique_ptr<archive, decltype(&archive_write_free)> out(archive_write_new(), archive_write_free);
  need(out.get(), archive_write_set_format_by_name(out.get(), how.format.c_str()));
  for (const std::string& filter : how.filters)
    need(out.get(), archive_write_add_filter_by_name(out.get(), filter.c_str()));
  if (!how.options.empty()) need(out.get(), archive_write_set_options(out.get(), how.options.c_str()));
  if (!how.password.empty()) {
    need(out.get(), archive_write_set_options(out.get(), "zip:encryption=traditional"));
    need(out.get(), archive_write_set_passphrase(out.get(), how.password.c_str()));
  }
  archive_write_set_bytes_in_last_block(out.get(), 1);
  need(out.get(), archive_write_open(out.get(), &bytes, nullptr, append, nullptr));
  for (const ArchiveEntry& entry : entries) write_entry(out.get(), entry);
  need(out.get(), archive_write_close(out.get()));
  return bytes;
}

}  // namespace llmsys::testing
