// llmsys_unpack MEMORY SECONDS NAME...: reads the archive on descriptor 3, keeps the files of those names, and says what it
// found on descriptor 4. Without a name it keeps all files. See unpack_apart.h, which starts it in a box.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "autograder/submission/path_rules.h"
#include "autograder/submission/unpack_apart.h"

namespace {

using namespace llmsys;

constexpr int kArchive = 3, kAnswer = 4;
constexpr bool kSanitized = sizeof(LLMSYS_SANITIZER) > 1;  // sanitizers need shadow memory, and a process at the end

void limit(__rlimit_resource resource, rlim_t most) {
  const rlimit value{most, most};
  setrlimit(resource, &value);
}

// Everything it needs is open or loaded: from here on it opens no file, starts no process, writes nothing but its answer.
void limit_all(const char* memory, const char* seconds) {
  if (!kSanitized) limit(RLIMIT_DATA, std::strtoull(memory, nullptr, 10));
  limit(RLIMIT_CPU, std::strtoull(seconds, nullptr, 10));
  if (!kSanitized) limit(RLIMIT_NPROC, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  limit_all(argv[1], argv[2]);
  const std::vector<std::string> names(argv + 3, argv + argc);
  const Wanted wanted = [&](std::string_view path) {
    return names.empty() || std::find(names.begin(), names.end(), file_name_of(path)) != names.end();
  };
  std::string answer;
  try {
    answer = to_wire(unpack(kArchive, wanted, names.empty() ? kClassLimits : UnpackLimits{}));
  } catch (const std::bad_alloc&) {
    answer = "refused it takes too much memory to unpack: pack it as a plain zip\nend\n";
  }
  FILE* const out = fdopen(kAnswer, "w");
  if (out == nullptr || std::fwrite(answer.data(), 1, answer.size(), out) != answer.size()) return 1;
  return std::fflush(out) == 0 ? 0 : 1;
}
