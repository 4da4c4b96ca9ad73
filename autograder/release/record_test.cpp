// RELEASE.json, archives, and what CMake says where a release does not fit.
#include "autograder/release/record.h"
#include "autograder/cli/sha256.h"

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <memory>

#include "autograder/cli/paths.h"
#include "autograder/cli/process.h"
#include "autograder/release/zip.h"
#include "framework/base/text.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

using Unzipped = std::map<std::string, std::pair<std::string, unsigned>>;

// The files of an archive in memory, content and mode, as another program sees them.
Unzipped unzipped(const std::string& zip) {
  const std::unique_ptr<archive, int (*)(archive*)> in(archive_read_new(), archive_read_free);
  archive_read_support_format_zip(in.get());
  REQUIRE(archive_read_open_memory(in.get(), zip.data(), zip.size()) == ARCHIVE_OK);
  Unzipped files;
  for (archive_entry* entry = nullptr; archive_read_next_header(in.get(), &entry) == ARCHIVE_OK;) {
    std::string content(4096, '\0');
    content.resize(static_cast<size_t>(archive_read_data(in.get(), content.data(), content.size())));
    files[archive_entry_pathname(entry)] = {content, archive_entry_perm(entry)};
  }
  return files;
}

// What cmake/prebuilt_fits.cmake says in a tree whose RELEASE.json asks for these.
Captured configure_with(const std::string& compiler, const std::string& glibc,
                        const std::string& processor = "x86_64") {
  const testing::TemporaryFolder root;
  write_atomically(root.path("RELEASE.json"),
                   text("{\"built\": {\"compiler\": \"", compiler, "\", \"glibc\": \"", glibc, "\"}}"));
  return capture({"cmake", "-DPROJECT_SOURCE_DIR=" + root.path(), "-DCMAKE_SYSTEM_PROCESSOR=" + processor,
                  "-DCMAKE_CXX_COMPILER_ID=GNU", "-DCMAKE_CXX_COMPILER_VERSION=12.2.0", "-P",
                  testing::source_root() + "/cmake/prebuilt_fits.cmake"});
}

}  // namespace

TEST_CASE("SHA-256 of FIPS 180-2, appendix B.1") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("an archive holds its files, and is the same bytes each time and in each time zone") {
  const std::map<std::string, ZipFile> files = {{"view.cpp", {"int x;\n"}}, {"a/run.sh", {"#!/bin/sh\n", 0755}}};
  setenv("TZ", "America/New_York", 1);
  const std::string first = zip_of(files);
  setenv("TZ", "Asia/Tokyo", 1);
  CHECK(zip_of(files) == first);
  unsetenv("TZ");
  CHECK(unzipped(first) == Unzipped{{"view.cpp", {"int x;\n", 0644}}, {"a/run.sh", {"#!/bin/sh\n", 0755}}});
}

TEST_CASE("a release says what it is") {
  const testing::TemporaryFolder root;
  CHECK(release_kind(root.path()).empty());
  write_atomically(root.path("lab"), "abc");
  LabManifest lab;
  lab.folder = "00_warm_up";
  const std::string record = release_record(root.path(), Audience::student, {lab});
  CHECK(record == release_record(root.path(), Audience::student, {lab}));
  CHECK(record.find("\"lab\": \"ba7816bf") != std::string::npos);
  CHECK(record.find("\"hidden_tests\": false") != std::string::npos);
  write_atomically(root.path("RELEASE.json"), record);
  CHECK(release_kind(root.path()) == "student");
  write_atomically(root.path("RELEASE.json"), "{");
  CHECK_THROWS_WITH(release_kind(root.path()), Catch::Matchers::Contains("unpack the release again"));
}

TEST_CASE("a machine that does not fit is told what is missing") {
  CHECK(configure_with("12", "2.17").code == 0);
  CHECK_THAT(configure_with("14", "2.17").text, Catch::Matchers::Contains("need g++ 14 or later"));
  CHECK_THAT(configure_with("12", "9.9").text, Catch::Matchers::Contains("made for glibc 9.9"));
  CHECK_THAT(configure_with("12", "2.17", "aarch64").text, Catch::Matchers::Contains("this machine is aarch64"));
}
