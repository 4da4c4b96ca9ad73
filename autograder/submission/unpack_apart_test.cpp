#include "autograder/submission/unpack_apart.h"

#include <sys/stat.h>
#include <unistd.h>

#include "autograder/sandbox/probe.h"
#include "autograder/submission/archive_builder.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

const UnpackBox kBox{.program = LLMSYS_TEST_UNPACK};

Found unpack_bytes(const std::string& bytes, const UnpackBox& box = kBox) {
  const TemporaryFolder folder;
  write_file(folder.path("x.zip"), bytes);
  return unpack_apart(folder.path("x.zip"), {"a.cpp"}, box);
}

}  // namespace

TEST_CASE("what the unpacker finds comes back whole, newlines and zeros too") {
  const std::string content("\nend\nfile 3 x\n\0y", 17);
  const Found found = unpack_bytes(make_archive({{"x/a.cpp", content}, {"x/Größe.txt", ""}}));
  REQUIRE(found.files.size() == 1);
  CHECK(found.files[0].content == content);
  CHECK(found.others == std::vector<std::string>{"x/Größe.txt"});
}

TEST_CASE("an archive is read in every box that works here") {
  const std::string archive = make_archive({{"a.cpp", "int a;"}});
  const SandboxLevel best = probe_sandbox().best;
  for (const SandboxLevel level : {SandboxLevel::l0, SandboxLevel::l1, SandboxLevel::l2, SandboxLevel::l3}) {
    if (level > best) continue;
    INFO("level " << to_text(level));
    const Found found = unpack_bytes(archive, {.program = LLMSYS_TEST_UNPACK, .sandbox = level});
    CHECK(found.refusal.empty());
    REQUIRE(found.files.size() == 1);
    CHECK(found.files[0].content == "int a;");
  }
}

TEST_CASE("an archive that takes much memory, or is a bomb, is refused within a second of processor time") {
  if (sizeof(LLMSYS_TEST_SANITIZE) > 1) LLMSYS_SKIP("a sanitizer's shadow memory breaks any limit");
  const ArchiveFormat greedy{
      .format = "pax", .filters = {"xz"}, .options = "xz:compression-level=9"};  // 64 MiB to unpack
  CHECK(contains(unpack_bytes(make_archive({{"a.cpp", "x"}}, greedy)).refusal, "memory"));
  const ArchiveFormat bomb{.format = "pax", .filters = {"gzip"}, .options = "gzip:compression-level=1"};
  const std::string zeros(size_t{64} << 20, '\0');
  CHECK(contains(unpack_bytes(make_archive({{"a.cpp", zeros}}, bomb)).refusal, "more than"));
}

TEST_CASE("an unpacker that dies, hangs or talks nonsense is a refusal") {
  const TemporaryFolder folder;
  const auto with_program = [&](const std::string& script) {
    const std::string program = folder.path("unpacker");
    write_file(program, "#!/bin/sh\nexec >&4\n" + script);
    chmod(program.c_str(), 0755);
    return unpack_bytes("x", {.program = program, .seconds = 1}).refusal;
  };
  CHECK(contains(with_program("kill -SEGV $$"), "the unpacker died"));
  CHECK(contains(with_program("echo file 99 a.cpp; echo end"), "the unpacker died"));
  CHECK(contains(with_program("echo file 1 ../a.cpp; printf x; echo end"), "the unpacker died"));
  CHECK(contains(with_program("echo file -1 a.cpp; echo end"), "the unpacker died"));
  CHECK(contains(with_program("kill -XCPU $$"), "longer than 1 s"));
}

TEST_CASE("only a file is opened: no link, no folder, no pipe") {
  const TemporaryFolder folder;
  write_file(folder.path("real.zip"), make_archive({{"a.cpp", "x"}}));
  REQUIRE(symlink("real.zip", folder.path("link.zip").c_str()) == 0);
  REQUIRE(mkfifo(folder.path("pipe.zip").c_str(), 0600) == 0);
  REQUIRE(mkdir(folder.path("folder.zip").c_str(), 0700) == 0);
  CHECK(unpack_apart(folder.path("real.zip"), {"a.cpp"}, kBox).refusal.empty());
  for (const char* name : {"link.zip", "pipe.zip", "folder.zip", "none.zip"})
    CHECK_FALSE(unpack_apart(folder.path(name), {"a.cpp"}, kBox).refusal.empty());
}
