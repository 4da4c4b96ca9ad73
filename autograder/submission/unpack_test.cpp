#include "autograder/submission/unpack.h"

#include "autograder/submission/archive_builder.h"
#include "autograder/submission/path_rules.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

Found take(const std::string& archive) {
  return unpack(
      archive, [](std::string_view path) { return file_name_of(path) == "a.cpp"; }, UnpackLimits{});
}

std::string refusal(const std::vector<ArchiveEntry>& entries, const ArchiveFormat& how = {.format = "pax"}) {
  return take(make_archive(entries, how)).refusal;
}

const ArchiveFormat kTar{.format = "pax"};

// Bytes that no packer makes smaller.
std::string noise(size_t size) {
  std::string out;
  for (uint64_t x = 88172645463325252ULL; out.size() < size; out += static_cast<char>(x >> 32))
    x ^= x << 13, x ^= x >> 7, x ^= x << 17;
  return out;
}

}  // namespace

TEST_CASE("the wanted files of every kind of archive are found, the rest is only named") {
  const std::vector<ArchiveEntry> entries = {{"lab/", "", 'd'}, {"lab/a.cpp", "int a;\n"}, {"lab/b.txt", "x"}};
  for (const ArchiveFormat& how : std::vector<ArchiveFormat>{{.format = "zip"},
                                                             {.format = "zip", .options = "zip:compression=store"},
                                                             {.format = "pax"},
                                                             {.format = "gnutar"},
                                                             {.format = "pax", .filters = {"gzip"}},
                                                             {.format = "pax", .filters = {"xz"}},
                                                             {.format = "pax", .filters = {"bzip2"}},
                                                             {.format = "7zip"}}) {
    const Found found = take(make_archive(entries, how));
    INFO(how.format << " " << how.options << " " << found.refusal);
    REQUIRE(found.files.size() == 1);
    CHECK(found.files[0].path == "lab/a.cpp");
    CHECK(found.files[0].content == "int a;\n");
    CHECK(found.others == std::vector<std::string>{"lab/b.txt"});
  }
}

TEST_CASE("names in any script are read as they are") {
  const Found found = take(make_archive({{"Łukasz Ćwik/宿題/a.cpp", "x"}, {"naïve.txt", ""}}));
  REQUIRE(found.files.size() == 1);
  CHECK(found.files[0].path == "Łukasz Ćwik/宿題/a.cpp");
}

TEST_CASE("names in an encoding of old Windows are told apart, and cost nobody a file") {
  const Found found = take(make_archive({{"\xDC"
                                          "bung/a.cpp",
                                          "x"},
                                         {"\x9A.txt", ""},
                                         {"\x8E.txt", ""}},
                                        {.format = "pax", .options = "hdrcharset=BINARY"}));
  INFO(found.refusal);
  REQUIRE(found.files.size() == 1);
  CHECK(found.files[0].path == "%DCbung/a.cpp");
  CHECK(found.others == std::vector<std::string>{"%9A.txt", "%8E.txt"});
}

TEST_CASE("a path that leads out of the archive has all of it refused") {
  for (const std::string path : {"../a.cpp", "x/../../a.cpp", "..", "x/.."})
    CHECK(contains(refusal({{path, "x"}}), "leads out"));
  CHECK(contains(refusal({{"/etc/a.cpp", "x"}}), "absolute"));
  CHECK(contains(refusal({{"C:/a.cpp", "x"}}), "drive letter"));
  CHECK(contains(refusal({{"..\\a.cpp", "x"}}), "backslash"));
  CHECK(contains(refusal({{"a\x01.cpp", "x"}}), "control characters"));
  CHECK(contains(refusal({{"a\ncpp", "x"}}), "control characters"));
  CHECK(contains(refusal({{std::string(1001, 'a'), "x"}}), "too long"));
  std::string deep = "a.cpp";
  for (int i = 0; i < 41; ++i) deep = "d/" + deep;
  CHECK(contains(refusal({{deep, "x"}}), "too many folders"));
}

TEST_CASE("links, pipes and devices are refused, wanted or not") {
  for (const std::string name : {"a.cpp", "other"}) {
    CHECK(contains(refusal({{name, "/etc/shadow", 'l'}}), "is a link"));
    CHECK(contains(refusal({{"x", "1"}, {name, "x", 'h'}}), "is a link"));
    CHECK(contains(refusal({{name, "", 'p'}}), "is a pipe"));
    CHECK(contains(refusal({{name, "", 'c'}}), "is a device"));
  }
  CHECK(contains(refusal({{"a.cpp", "/etc/shadow", 'l'}}, {.format = "zip"}), "is a link"));
}

TEST_CASE("two entries of one name are refused, in whatever case") {
  CHECK(contains(refusal({{"a.cpp", "1"}, {"a.cpp", "2"}}), "twice"));
  CHECK(contains(refusal({{"a.cpp", "1"}, {"./a.cpp", "2"}}), "twice"));
  CHECK(contains(refusal({{"x/A.cpp", "1"}, {"x//a.cpp", "2"}}), "twice"));
  CHECK(contains(refusal({{"a.cpp", "1"}, {"A.CPP", "2"}}, {.format = "zip"}), "twice"));
  CHECK(refusal({{"x/a.cpp", "1"}, {"y/a.cpp", "2"}, {"x/", "", 'd'}}).empty());
}

TEST_CASE("an archive that grows without measure is refused") {
  const std::string zeros(size_t{3} << 20, '\0');
  CHECK(contains(refusal({{"b", zeros}}, {.format = "pax", .filters = {"gzip"}}), "bomb"));
  CHECK(contains(refusal({{"b", zeros}}, {.format = "zip"}), "bomb"));
  const std::string much = noise(size_t{11} << 20);
  CHECK(contains(refusal({{"b", much}, {"c", much}, {"d", much}}), "more than 32 MiB"));
  CHECK(contains(refusal({{"a.cpp", noise((size_t{1} << 20) + 1)}}), "larger than 1 MiB"));
  CHECK(refusal({{"a.cpp", noise(size_t{1} << 20)}}).empty());
  CHECK(contains(refusal(std::vector<ArchiveEntry>(10'001, {"d/", "", 'd'})), "more than 10000 files"));
  CHECK(contains(refusal({{"a.cpp", "x"}}, {.format = "pax", .filters = {"gzip", "gzip"}}), "several times"));
}

TEST_CASE("what cannot be read to its end is refused") {
  CHECK(contains(refusal({{"a.cpp", "secret"}}, {.format = "zip", .password = "1234"}), "encrypted"));
  for (const ArchiveFormat& how : std::vector<ArchiveFormat>{
           {.format = "zip"}, {.format = "pax"}, {.format = "pax", .filters = {"xz"}}, {.format = "7zip"}}) {
    const std::string whole = make_archive({{"a.cpp", noise(5000)}, {"b", noise(5000)}}, how);
    INFO(how.format);
    for (const size_t size : {whole.size() / 3, whole.size() / 2, size_t{100}, size_t{5}})
      CHECK_FALSE(take(whole.substr(0, size)).refusal.empty());
  }
  for (const std::string bytes : {"", "int main() {}", "PK\x03\x04"}) CHECK_FALSE(take(bytes).refusal.empty());
}
