#include "framework/io/atomic_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "framework/base/error.h"
#include "framework/io/detail/sync_folder.h"
#include "framework/io/detail/write_fully.h"

namespace llmsys {
namespace {

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

// Bytes that a new file in the folder may have, once `partial` is gone; "few" if the system does not say.
std::string free_bytes(const std::string& folder, int partial) {
  struct statvfs space {};
  struct stat mine {};
  if (statvfs(folder.c_str(), &space) != 0 || fstat(partial, &mine) != 0) return "few";
  return text(space.f_bavail * space.f_frsize + static_cast<uint64_t>(mine.st_blocks) * 512);
}

std::string advice(int error, const std::string& folder, int partial) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return text(free_bytes(folder, partial), " bytes are free there: free some space or choose another folder");
    case EFBIG: return "files may not grow that large here: see ulimit -f";
    case ENOENT: return text("make the folder first: mkdir -p ", folder);
    case EACCES:
    case EPERM:
    case EROFS: return text("check who may write to the folder ", folder, ", or choose another");
    case EWOULDBLOCK: return "another process is writing it: wait for it, or choose another name";
    case ENOTSUP: return "that is a device or a pipe: choose the name of a file";
    case EISDIR: return "that is a folder: choose the name of a file";
    default: return "see the system's message, or choose another folder";
  }
}

}  // namespace

int detail::write_fully(int file, std::string_view bytes) {
  constexpr size_t kMost = size_t{1} << 30;  // Linux takes at most 2 GiB - 4 KiB at once
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), std::min(bytes.size(), kMost));
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) bytes.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

int detail::sync_folder(const std::string& folder) {
  const int handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return 0;  // a folder one may write to but not list: its names will reach the disk by themselves
  const int error = fsync(handle) == 0 || errno == EINVAL ? 0 : errno;
  close(handle);
  return error;
}

AtomicFile::AtomicFile(const std::string& path, uint64_t bytes)
    : path_(path), partial_(path + ".partial"), bytes_(bytes) {
  std::error_code ignored;
  const std::filesystem::file_status status = std::filesystem::status(path, ignored);
  if (std::filesystem::is_directory(status)) fail(EISDIR);
  if (std::filesystem::is_other(status)) fail(ENOTSUP);  // the rename would replace /dev/null by a file
  open_partial();
}

// Whoever holds the lock on the file that is called partial_ at that moment is its only writer.
void AtomicFile::open_partial() {
  do {
    if (file_ >= 0) close(file_);
    file_ = open(partial_.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file_ < 0) fail(errno);
    if (flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      close(file_);
      fail(EWOULDBLOCK);
    }  // else the file system has no locks: go on without
  } while (!is_partial());
  if (ftruncate(file_, 0) != 0) {
    const int error = errno;
    close(file_);
    fail(error);
  }
}

// Whether the open file still has its name: another writer may have renamed or removed it before we had the lock.
bool AtomicFile::is_partial() const {
  struct stat mine {
  }, named{};
  return fstat(file_, &mine) == 0 && stat(partial_.c_str(), &named) == 0 && mine.st_ino == named.st_ino &&
         mine.st_dev == named.st_dev;
}

AtomicFile::~AtomicFile() {
  if (file_ < 0) return;
  unlink(partial_.c_str());
  close(file_);  // last: it ends the lock
}

void AtomicFile::write(std::string_view bytes) {
  written_ += bytes.size();
  bytes_ = std::max(bytes_, written_);
  if (const int error = detail::write_fully(file_, bytes); error != 0) fail(error);
}

void AtomicFile::rewrite(uint64_t place, std::string_view bytes) {
  LLMSYS_CHECK(IoError, place <= written_ && bytes.size() <= written_ - place, "[AtomicFile] ", path_, ": bytes ",
               place, " to ", place + bytes.size(), " cannot be replaced, ", written_, " were written");
  if (lseek(file_, static_cast<off_t>(place), SEEK_SET) < 0) fail(errno);
  if (const int error = detail::write_fully(file_, bytes); error != 0) fail(error);
  if (lseek(file_, 0, SEEK_END) < 0) fail(errno);
}

void AtomicFile::sync() {
  if (fsync(file_) != 0) fail(errno);
}

void AtomicFile::commit() {
  sync();
  if (std::rename(partial_.c_str(), path_.c_str()) != 0) fail(errno);
  close(file_);
  file_ = -1;
  const int error = detail::sync_folder(folder_of(path_));
  LLMSYS_CHECK(IoError, error == 0, "[AtomicFile] ", path_,
               " is written, but may be lost if the power fails now: ", std::strerror(error));
}

void AtomicFile::fail(int error) const {
  throw IoError(text("[AtomicFile] cannot write ", path_, " (", bytes_, " bytes): ", std::strerror(error), "; ",
                     advice(error, folder_of(path_), file_), ". A file of that name is left as it was."));
}

void write_atomically(const std::string& path, std::string_view bytes) {
  AtomicFile file(path, bytes.size());
  file.write(bytes);
  file.commit();
}

}  // namespace llmsys
