#include "autograder/policy/source_policy.h"

#include <filesystem>

#include "autograder/policy/source_tokens.h"
#include "framework/base/text.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys;
using llmsys::testing::read_file;
using llmsys::testing::source_root;
namespace fs = std::filesystem;

const std::string kHash = "#";  // so that the structure test does not take these for includes of this file

std::vector<std::string> problems_of(const std::string& source) { return check_source(source, "labs/x.cpp"); }

bool refused(const std::string& source) {
  INFO(source);
  return !problems_of(source).empty();
}

}  // namespace

TEST_CASE("every solution and every stub obeys the source policy") {
  int looked_at = 0;
  for (const char* top : {"/solutions", "/labs"})
    for (const auto& entry : fs::recursive_directory_iterator(source_root() + top)) {
      const std::string kind = entry.path().extension();
      if (kind != ".cpp" && kind != ".cu") continue;
      const std::vector<std::string> problems = check_source(read_file(entry.path()), entry.path());
      CHECK(problems == std::vector<std::string>{});
      ++looked_at;
    }
  CHECK(looked_at > 80);
}

TEST_CASE("headers of the standard library, the labs and the framework may be included, however they are written") {
  for (const char* header :
       {"<vector>", "<math.h>", "\"labs/00_warm_up/view.h\"", "\"framework/tensor/raw.h\"", "<cuda_fp16.h>",
        "<cooperative_groups/reduce.h>", "\"labs/03_gpu_fusion/block_reduce.cuh\""})
    CHECK_FALSE(refused(kHash + "include " + header + "\n"));
  CHECK_FALSE(refused("  " + kHash + "  include /* why */ <vector>  // because\n"));
}

TEST_CASE("other files may not be included, however that is written") {
  for (const char* header :
       {"\"/etc/passwd\"", "</etc/passwd>", "\"../view.cpp\"", "\"labs/00_warm_up/view.cpp\"", "<unistd.h>",
        "<sys/ptrace.h>", "\"solutions/00_warm_up/view.cpp\"", "\"autograder/00_warm_up/hidden.cpp\"",
        "\"framework/simt/observer.h\"", "\"framework/tensor/detail/storage.h\"", "HEADER", "\"view.h\"",
        "\"labs/./../autograder/judge/judge.h\"", "\"framework/tensor/matmul.cpp\""})
    CHECK(refused(kHash + "include " + header + "\n"));
  CHECK(refused("/* a comment */ " + kHash + "include \"/etc/passwd\"\n"));
  CHECK(refused("%: include \"/etc/passwd\"\n"));
  CHECK(refused(kHash + " inc\\\nlude \"/etc/passwd\"\n"));
  CHECK(refused(kHash + "\\  \ninclude \"/etc/passwd\"\n"));
  CHECK(refused("const char* a = R\"(\n)\";\n" + kHash + "include \"/etc/passwd\"\n"));
  CHECK(refused("int a = 1'000;\n" + kHash + "include \"/etc/passwd\"\n"));
  CHECK(refused("char a = u8'\"';\n" + kHash + "include \"/etc/passwd\"\n"));
  CHECK(refused("const char* a = \"/*\";\n" + kHash + "include \"/etc/passwd\"\n"));
  CHECK(refused("// a comment\n" + kHash + "include \"/etc/passwd\"\n//"));
  CHECK(refused(kHash + "if 0\ndon't\n" + kHash + "endif\n" + kHash + "include \"/etc/passwd\"\n"));
  CHECK(refused(kHash + "include_next <vector>\n"));
  CHECK(refused(kHash + "import \"/etc/passwd\"\n"));
  CHECK(refused(kHash + "line 1 \"/etc/passwd\"\n"));
  CHECK(refused(kHash + " 1 \"/etc/passwd\" 1\n"));
  CHECK(refused(kHash + "pragma GCC dependency \"/etc/passwd\"\n"));
}

TEST_CASE("what stands in a comment or a string is not code") {
  CHECK_FALSE(refused("// " + kHash + "include \"/etc/passwd\"\n"));
  CHECK_FALSE(refused("/*\n" + kHash + "include \"/etc/passwd\"\n*/\n"));
  CHECK_FALSE(refused("const char* a = R\"x(\n" + kHash + "include \"/etc/passwd\"\nasm)x\";\n"));
  CHECK_FALSE(refused("// a comment goes on \\\n" + kHash + "include \"/etc/passwd\"\n"));
  CHECK_FALSE(refused("// use asm here\nconst char* a = \"asm\";\nint asmuth, my_asm;\n"));
}

TEST_CASE("nothing hides from the policy what the compiler sees") {
  const std::string include = kHash + "include \"/etc/passwd\"\n";
  CHECK(refused("\xEF\xBB\xBF" + include));
  CHECK(
      refused("\xEF\xBB\xBF"
              "asm(\"nop\");\n"));
  CHECK(refused(kHash + "define xR\nconst char* a = xR\"(\";\n" + include + "const char* b = \")\";\n"));
  CHECK(refused("// a comment \\\r \n" + include));
  CHECK(refused("\xC3\xA9R\"(\";\n" + include + "//)\"\n"));
  CHECK(
      refused("int \xC2\xA0"
              "asm(\"nop\");\n"));
  CHECK(refused(kHash + "if 0\n" + kHash + "define X R\"(\n" + kHash + "endif\n" + include + "//)\"\n"));
  CHECK(refused("const char* a = R\"()\"\\\n;\n" + include));
  CHECK(refused(kHash + "if 0\n" + kHash + "include <labs/a/*b.h>\n" + kHash + "endif\n"));
  CHECK(refused("F(1'''a '/*')\n" + include + "/* */\n"));
  CHECK(refused("int a\1;\n"));
  CHECK(refused("int a;\rint b;\n"));
  CHECK_FALSE(refused("\xEF\xBB\xBF// fine \\\r\n because\r\nint a = 1'000'000; char b = 'x', c = u8'y';\r\n"));
  CHECK_FALSE(
      refused("// Gr\xC3\xB6\xC3\x9F"
              "e\nconst char* a = u8R\"(')\"; int b = 0x1p-3'0;\n"));
}

TEST_CASE("no text is handed to the assembler, and no name is changed behind the compiler's back") {
  CHECK(refused(kHash + "ident \"x\\\"\\n.byte 15\"\n"));
  CHECK(refused(kHash + "sccs \"x\"\n"));
  CHECK(refused("__attribute__((section(\".data\\n.byte 15\"))) int a;\n"));
  CHECK(refused("[[gnu::section(\".data\")]] int a;\n"));
  CHECK(refused("static int f() __attribute__((weakref(\"x\\n.byte 15\")));\n"));
  CHECK(refused("extern \"C\" void* _ZN6llmsys4simt8observerEv();\n"));
  CHECK(refused(kHash + "pragma redefine_extname a b\n"));
  CHECK(refused(kHash + "pragma weak a = b\n"));
  CHECK(refused(kHash + "pragma GCC  dependency \"/etc/passwd\"\n"));
  CHECK(refused("_Pragma(\"GCC dependency \\\"/etc/passwd\\\"\")\n"));
  CHECK_FALSE(refused("int section = 1;\n" + kHash + "pragma unroll 4\n" + kHash + "pragma GCC optimize(\"O3\")\n"));
}

TEST_CASE("in a kernel file, memory is moved where it is counted") {
  const auto refused_in = [](const std::string& file, const std::string& source) {
    return !check_source(source, file).empty();
  };
  for (const std::string source :
       {"std::memcpy(y, x, n);\n", "__builtin_memmove(y, x, n);\n", "__builtin_ia32_movntps(y, x);\n"}) {
    INFO(source);
    CHECK(refused_in("labs/x.cu", source));
    CHECK_FALSE(refused_in("labs/x.cpp", source));
  }
  CHECK(refused_in("labs/x.cu", kHash + "include <immintrin.h>\n"));
  CHECK_FALSE(refused_in("labs/x.cpp", kHash + "include <immintrin.h>\n"));
  CHECK(refused_in("labs/x.cu", "__attribute__((no_sanitize(\"thread\"))) __global__ void f();\n"));
  CHECK(refused_in("labs/x.cu", "auto* a = llmsys::simt::observer();\n"));
  CHECK_FALSE(refused_in("labs/x.cu", "cudaMemcpy(y, x, n, cudaMemcpyDefault); __ldg(x);\n"));
}

TEST_CASE("inline assembly and questions about files are refused, in macros too") {
  CHECK(refused("extern \"C\" long syscall(long, ...);\n"));
  CHECK(refused("void f() { asm(\"syscall\"); }\n"));
  CHECK(refused(kHash + "define A __asm__\n"));
  CHECK(refused(kHash + "define P(a, b) a %:%: b\n"));
  CHECK(refused(kHash + "define P(a, b) a" + kHash + kHash + "b\n"));
  CHECK_FALSE(refused(kHash + "define T(a) " + kHash + "a\n"));
  CHECK(refused("void f() { as\\\nm volatile(\"nop\"); }\n"));
  CHECK(refused(kHash + "if __has_include(\"/etc/passwd\")\n" + kHash + "endif\n"));
}

TEST_CASE("a problem is told with its line, its words and what to do") {
  const auto problems = problems_of("\nint a;\n" + kHash + "include <sys/ptrace.h>\n");
  REQUIRE(problems.size() == 1);
  CHECK(problems[0] ==
        "labs/x.cpp:3: `#include <sys/ptrace.h>`: of the headers in <>, those of the C++ standard library may be "
        "included");
}

TEST_CASE("no text is too strange to be taken apart") {
  for (const std::string source : {"", "\\", "#", "/*", "\"", "R\"(", "'", "#include", "#include <", "%:", "1'", "//\\",
                                   "R\"", "\xEF\xBB\xBF", "\\\r"})
    for (const std::string& twice : {source, source + source, source + "\n" + source})
      CHECK(tokens_of(twice).words.size() <= 4);
}
