// Holds what the design fixes and a compiler does not: who may include whom, no mutable globals, small files.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "autograder/manifest/manifest.h"
#include "autograder/structure/sources.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::structure;

namespace {

// Floors of the framework, lowest first; those in one row do not see each other. testing is beside the building: any
// test may use it, and its comparisons need tensors.
const std::vector<std::set<std::string>> kFloors = {
    {"base"}, {"blas"}, {"simt"}, {"device"}, {"memory"}, {"tensor"}, {"autograd", "comm", "io", "plot"},
    {"data"}, {"nn"}};

int floor_of(const std::string& component) {
  for (size_t i = 0; i < kFloors.size(); ++i)
    if (kFloors[i].contains(component)) return static_cast<int>(i);
  return -1;
}

std::string second_name(const std::string& path) {
  const size_t first = path.find('/');
  return path.substr(first + 1, path.find('/', first + 1) - first - 1);
}

// The emulator is a machine: its memory, its streams and the thread that runs now are state of the whole program, as a
// GPU's are.
bool is_emulator(const std::string& path) { return path.find("framework/simt/") != std::string::npos; }

// Why `from` may not include `to`; empty if it may.
std::string forbidden(const Source& from, const std::string& to) {
  if (from.path.find("/conformance/") != std::string::npos && to.find('/') == std::string::npos)
    return "";  // what is compared with CUDA's headers may find neither by its path
  const std::string top = to.substr(0, to.find('/'));
  const std::map<std::string, std::set<std::string>> visible = {
      {"framework", {"framework"}},
      {"labs", {"framework", "labs"}},
      {"solutions", {"framework", "labs"}},
      {"datasets", {"framework", "datasets"}},
      {"programs", {"framework", "labs", "datasets", "programs"}},
      {"autograder", {"framework", "labs", "datasets", "autograder"}},
      {"docs", {"framework", "labs", "docs"}}};
  if (!visible.at(from.top()).contains(top)) return from.top() + " does not see " + top;
  if (from.top() != "framework") return "";
  const std::string mine = second_name(from.path), theirs = second_name(to);
  if (mine == theirs || mine == "testing") return "";
  static const std::regex tests("_(test|bench)[.](cpp|cu)$|contract");
  if (theirs == "testing")
    return std::regex_search(from.path, tests) ? "" : "only tests and benchmarks include testing";
  if (floor_of(theirs) < 0 || floor_of(mine) < 0) return "a component without a floor: add it to the design first";
  return floor_of(theirs) < floor_of(mine) ? "" : mine + " is not above " + theirs;
}

// Labs that the system needs something of before they are labs: no lab.json, no stubs, nothing to grade yet.
const std::map<std::string, std::set<std::string>> kBegun = {{"15_flash_attention", {"04_transformer"}},
                                                             {"16_kv_cache", {"04_transformer"}}};

// The lab folders that a file of a lab may include from, by lab.json.
std::set<std::string> visible_labs(const std::string& folder, const std::vector<LabManifest>& labs) {
  std::set<std::string> out = {folder};
  if (const auto begun = kBegun.find(folder); begun != kBegun.end())
    out.insert(begun->second.begin(), begun->second.end());
  for (const LabManifest& lab : labs)
    if (lab.folder == folder) out.insert(lab.requires_.begin(), lab.requires_.end());
  return out;
}

// Longest run of lines of a definition that starts in the first column, as clang-format lays it out.
int longest_function(const Source& source, int& at) {
  int longest = 0, start = -1;
  for (size_t i = 0; i < source.lines.size(); ++i) {
    const std::string& line = source.lines[i];
    const bool opens = !line.empty() && line[0] != ' ' && line.back() == '{' && line.rfind("namespace", 0) != 0 &&
                       line.find(')') != std::string::npos;
    if (opens) start = static_cast<int>(i);
    if (line == "}" && start >= 0) {
      if (static_cast<int>(i) - start + 1 > longest) longest = static_cast<int>(i) - start + 1, at = start + 1;
      start = -1;
    }
  }
  return longest;
}

std::vector<std::string> lines_of_command(const std::string& command) {
  std::vector<std::string> lines;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[4096];
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) lines.emplace_back(buffer);
  REQUIRE(pclose(pipe) == 0);
  return lines;
}

}  // namespace

TEST_CASE("includes obey the floors: nothing looks up") {
  for (const Source& source : all_sources())
    for (const std::string& include : quoted_includes(source)) {
      INFO(source.path << " includes " << include);
      CHECK(forbidden(source, include).empty());
    }
}

TEST_CASE("a lab includes only itself and the labs that its lab.json requires") {
  const std::vector<LabManifest> labs = find_labs(testing::source_root());
  for (const LabManifest& lab : labs) CHECK_FALSE(kBegun.contains(lab.folder));  // its lab.json says it
  for (const Source& source : all_sources()) {
    if (source.top() != "labs" && source.top() != "solutions") continue;
    const std::set<std::string> visible = visible_labs(second_name(source.path), labs);
    for (const std::string& include : quoted_includes(source)) {
      if (include.rfind("labs/", 0) != 0) continue;
      INFO(source.path << " includes " << include);
      CHECK(visible.contains(second_name(include)));
    }
  }
}

TEST_CASE("headers of the framework and of labs include no command line, JSON or formatting library") {
  const std::regex heavy(R"(#include\s*<(nlohmann|CLI|fmt|catch2|benchmark)/)");
  for (const Source& source : all_sources()) {
    const bool header = source.path.ends_with(".h") && source.path.find("/testing/") == std::string::npos;
    if (!header || source.top() == "autograder") continue;
    for (const std::string& line : source.lines) {
      INFO(source.path << ": " << line);
      CHECK_FALSE(std::regex_search(line, heavy));
    }
  }
}

TEST_CASE("a file has at most 300 lines, a function at most 40") {
  for (const Source& source : all_sources()) {
    INFO(source.path);
    CHECK(source.lines.size() <= 300);
    int at = 0;
    const int longest = longest_function(source, at);
    INFO("the function at line " << at);
    CHECK(longest <= 40);
  }
}

TEST_CASE("nothing is left to do outside the stubs") {
  const std::regex marks(
      "\\b(TO"
      "DO|FIX"
      "ME|XX"
      "X|HA"
      "CK)\\b");  // in pieces: this file is searched too
  for (const Source& source : all_sources()) {
    if (source.top() == "labs" || source.path.find("autograder/cli/stubs") == 0) continue;
    for (const std::string& line : source.lines) {
      INFO(source.path << ": " << line);
      CHECK_FALSE(std::regex_search(line, marks));
    }
  }
}

TEST_CASE("the framework has no mutable global: only base/context.cpp's, the emulator's, and constants made once") {
  const std::string build = LLMSYS_BINARY_DIR;
  const std::regex entry(R"(^\S+ .{7} (\.bss|\.data|\.tbss|\.tdata)\S*\s+\S+\s+(.*))");
  std::set<std::string> found;
  for (const auto& item : std::filesystem::recursive_directory_iterator(build + "/framework")) {
    if (item.path().extension() != ".a" || item.path().string().find("testing") != std::string::npos) continue;
    if (is_emulator(item.path().string())) continue;
    for (const std::string& line : lines_of_command("objdump -tC '" + item.path().string() + "'")) {
      std::smatch match;
      const bool constant = line.find(".data.rel.ro") != std::string::npos;
      if (!constant && std::regex_search(line, match, entry)) found.insert(match[2]);
    }
  }
  REQUIRE_FALSE(found.empty());  // the thread-local itself: else this test looks in the wrong place
  const std::regex allowed(
      R"(^(\.hidden )?(DW\.ref\.|guard variable for |TLS init function for |llmsys::\(anonymous namespace\)::t_context|llmsys::simt::|__tls_guard|\.(bss|data|tbss|tdata)))");
  const std::regex local(R"(\)( const)?::|\(\)::)");  // a function's own static: the next test wants those constant
  for (const std::string& symbol : found) {
    INFO("symbol " << symbol);
    CHECK((std::regex_search(symbol, allowed) || std::regex_search(symbol, local)));
  }
}

TEST_CASE("statics inside the framework's functions and classes are constants") {
  const std::regex mutable_static(R"(^\s+static (?!const |constexpr |inline )[^()=]*(=|;|\{))");
  for (const Source& source : all_sources()) {
    if (source.top() != "framework" || source.path.find("/testing/") != std::string::npos) continue;
    if (is_emulator(source.path)) continue;
    for (const std::string& line : source.lines) {
      INFO(source.path << ": " << line);
      CHECK_FALSE(std::regex_search(line, mutable_static));
    }
  }
}
