#include "autograder/release/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "framework/base/error.h"

namespace llmsys {
namespace {

// libarchive hands over what it has made piece by piece.
la_ssize_t append(archive*, void* out, const void* bytes, size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void add_file(archive* zip, const std::string& name, const ZipFile& file) {
  const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(archive_entry_new(), archive_entry_free);
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.content.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), file.mode);
  const bool written =
      archive_write_header(zip, entry.get()) == ARCHIVE_OK &&
      archive_write_data(zip, file.content.data(), file.content.size()) == static_cast<la_ssize_t>(file.content.size());
  LLMSYS_CHECK(IoError, written, "cannot put ", name, " into the archive: ", archive_error_string(zip));
}

}  // namespace

std::string zip_of(const std::map<std::string, ZipFile>& files) {
  std::string out;
  const std::unique_ptr<archive, int (*)(archive*)> zip(archive_write_new(), archive_write_free);
  archive_write_set_format_zip(zip.get());
  archive_write_set_bytes_in_last_block(zip.get(), 1);
  const int opened = archive_write_open(zip.get(), &out, nullptr, append, nullptr);
  LLMSYS_CHECK(IoError, opened == ARCHIVE_OK, "cannot begin an archive: ", archive_error_string(zip.get()));
  for (const auto& [name, file] : files) add_file(zip.get(), name, file);
  LLMSYS_CHECK(IoError, archive_write_close(zip.get()) == ARCHIVE_OK,
               "cannot end the archive: ", archive_error_string(zip.get()));
  return out;
}

}  // namespace llmsys
