#include "autograder/cli/raw_program.h"

#include <filesystem>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "framework/base/error.h"
#include "framework/simt/rewriter/rewrite.h"

namespace llmsys {

std::string build_raw_program(const Paths& paths, const std::string& source) {
  namespace fs = std::filesystem;
  LLMSYS_CHECK(IoError, fs::exists(source), "there is no file ", source);
  const fs::path from = fs::absolute(source);
  const std::string folder = paths.build + "/profile/raw";
  const BuildLock lock(paths);
  fs::create_directories(folder);
  write_atomically(folder + "/flags", text("-I\"", from.parent_path().string(), "\"\n"));
  // g++ names a file's own first lines after itself: the program is to be what its messages and counters name.
  const std::string named = text("#line 1 \"", from.string(), "\"\n");
  write_atomically(folder + "/program.cpp", named + simt::rewrite_cuda_file(from.string()));
  build_targets(paths, {"llmsys_raw_program"});
  return folder + "/program";
}

}  // namespace llmsys
