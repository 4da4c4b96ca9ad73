#include "framework/simt/rewriter/rewrite.h"

#include "framework/simt/rewriter/tokens.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::contains;

namespace {

const std::string kHead = "#include \"framework/simt/raw.h\"\n#line 1 \"p.cu\"\n";

/// Without what stands before the program.
std::string rewritten(const std::string& source) {
  const std::string all = simt::rewrite_cuda(source, "p.cu");
  REQUIRE(all.substr(0, kHead.size()) == kHead);
  return all.substr(kHead.size());
}

/// A launch of an expression, as it comes out.
std::string launched(const std::string& kernel, const std::string& configuration, const std::string& arguments) {
  return "::llmsys::simt::launch_expression(\"" + kernel + "\", [=](auto... simt_arguments) LLMSYS_SIMT_RUNTIME { " +
         kernel + "(simt_arguments...); }, ::llmsys::simt::Configuration(" + configuration + "))(" + arguments + ")";
}

std::ptrdiff_t lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

}  // namespace

TEST_CASE("rewrite: what is no launch stays as it is, character by character") {
  for (const std::string source :
       {"int main() { return 1 << 2 >> 1; }\n", "// k<<<1, 2>>>(x)\n", "/* k<<<1,\n 2>>>(x) */",
        "const char* s = \"k<<<1, 1>>>()\";", "auto r = R\"x(k<<<1, 1>>>() )\" )x\";",
        "char c = '\"'; int n = 1'000'000; float f = 1e-3f; auto h = 0x1.8p+3;",
        "#include <cuda_runtime.h>\n#  include <map>\n", "std::vector<std::vector<std::array<int, 3>>> v;",
        "dim3 g(gridDim.x, blockDim.y);", "extern int shared; extern \"C\" void f();", "int a = b<c>d;",
        "// ends \\\n k<<<1, 1>>>()\n", "#define X(a) a##b \\\n  + 1\n"})
    CHECK(rewritten(source) == source);
}

TEST_CASE("rewrite: tokens put together are the source, whatever it is") {
  for (const std::string source :
       {"", "\"open", "'", "R\"(", "/*", "<<<", "a\\\nb", "0x", "#include", "u8R\"d(x)d\"_s u'c' L\"w\""}) {
    std::string all;
    for (const simt::Token& token : simt::tokenize(source)) all += token.text;
    CHECK(all == source);
  }
}

TEST_CASE("rewrite: launches of every form") {
  CHECK(rewritten("f(); k<<<g, b>>>(x, 2);") == "f(); " + launched("k", "g, b", "x, 2") + ";");
  CHECK(rewritten("k <<< 1, 1 >>> ();") == launched("k", " 1, 1 ", "") + ";");
  CHECK(rewritten("if (x) k<float, 32><<<g, b, 4 * sizeof(T), s>>>(x);") ==
        "if (x) " + launched("k<float, 32>", "g, b, 4 * sizeof(T), s", "x") + ";");
  CHECK(rewritten("ns::t<A<B<int>>>::k<(1 > 2)><<<dim3(1, 2), b>>>(x);") ==
        launched("ns::t<A<B<int>>>::k<(1 > 2)>", "dim3(1, 2), b", "x") + ";");
  CHECK(rewritten("::k<<<1, 1>>>(x);") == launched("::k", "1, 1", "x") + ";");
  CHECK(rewritten("table[i + 1]<<<1, 1>>>(x);") == launched("table[i + 1]", "1, 1", "x") + ";");
  CHECK(rewritten("(*p)<<<1, 1>>>(x);") == launched("(*p)", "1, 1", "x") + ";");
  CHECK(rewritten("s.k<<<1, 1>>>(x); q->k<<<1, 1>>>(x);") ==
        launched("s.k", "1, 1", "x") + "; " + launched("q->k", "1, 1", "x") + ";");
  CHECK(rewritten("return k<<<1, 1>>>(f(a, b), [&] { return 1; });") ==
        "return " + launched("k", "1, 1", "f(a, b), [&] { return 1; }") + ";");
  CHECK(rewritten("#define RUN(k, n) k<<<(n), 1>>>(n)") == "#define RUN(k, n) " + launched("k", "(n), 1", "n"));
}

TEST_CASE("rewrite: kernels that are plain functions are launched as such") {
  CHECK(rewritten("__global__ void k(int);\nk<<<1, 1>>>(0);") ==
        "__global__ void k(int);\n::llmsys::simt::launch_kernel<k>(::llmsys::simt::Configuration(1, 1))(0);");
  const auto is_launched_as = [](const std::string& kernel, const std::string& declarations) {
    const std::string all = rewritten(declarations + "\n" + kernel + "<<<1, 1>>>(0);");
    return contains(all, "launch_kernel<" + kernel + ">") ? "one" : contains(all, "launch_expression") ? "any" : all;
  };
  CHECK(is_launched_as("k", "static __global__ void __launch_bounds__(128, 2) k(int) {}") == "one");
  CHECK(is_launched_as("k", "__launch_bounds__(128) __global__ void k(int) {}") == "one");
  CHECK(is_launched_as("k", "__global__ void k(int n);\n__global__ void k(int) {}") == "one");
  CHECK(is_launched_as("n::k", "namespace n {\n__global__ void k(int) {}\n}") == "one");
  CHECK(is_launched_as("k", "struct A {};\ntemplate <class T>\nT f() {}\n__global__ void k(int) {}") == "one");
  CHECK(is_launched_as("k", "template <class T>\n__global__ void k(T) {}") == "any");
  CHECK(is_launched_as("k", "template <class T> static __global__ void k(T) {}") == "any");
  CHECK(is_launched_as("k", "template <class T> __launch_bounds__(32) __global__ void k(T) {}") == "any");
  CHECK(is_launched_as("k", "__global__ void k(int) {}\n__global__ void k(float) {}") == "any");
  CHECK(is_launched_as("p->k", "__global__ void k(int) {}") == "any");
}

TEST_CASE("rewrite: templates whose arguments are all given are functions, too") {
  const auto call = [](const std::string& parameters, const std::string& kernel) {
    return rewritten("template <" + parameters + "> __global__ void k(int) {}\n" + kernel + "<<<1, 1>>>(NULL);");
  };
  CHECK(contains(call("int N", "k<4>"), "launch_kernel<k<4>>(::llmsys::simt::Configuration(1, 1))(NULL)"));
  CHECK(contains(call("class T, int N = 2", "k<A<int, 2>, (N > 3)>"), "launch_kernel<k<A<int, 2>, (N > 3)>>"));
  CHECK(contains(call("class T, class U = std::pair<T, int>", "k<float, B>"), "launch_kernel"));
  CHECK(contains(call("class T, int N = 2", "k<float>"), "launch_expression"));
  CHECK(contains(call("class... T", "k<float>"), "launch_expression"));
  CHECK(contains(call("class T", "k"), " ::llmsys::simt::Configuration(1, 1))(nullptr);"));
}

TEST_CASE("rewrite: lines stay where they were") {
  const std::string source = "a();\nk<float,\n  32>  // why\n<<<g,\n   b>>>\n(x,\n y);\nafter();\n";
  const std::string out = rewritten(source);
  CHECK(lines(out) == lines(source));
  CHECK(contains(out, "\nafter();\n"));
  CHECK(out.substr(0, out.find("launch_expression")) == "a();\n::llmsys::simt::");
  CHECK(contains(out, "\"k<float, 32>\""));
  const std::string macro = "#define RUN(k) k \\\n  <<<1, 1>>> \\\n  ()\nnext";
  CHECK(lines(rewritten(macro)) == 3);
  CHECK(contains(rewritten(macro), "\\\n"));
}

TEST_CASE("rewrite: dynamic shared memory") {
  CHECK(rewritten("__global__ void k() { extern __shared__ float s[]; }") ==
        "__global__ void k() { auto* const s = ::llmsys::simt::dynamic_shared<float>(); }");
  CHECK(contains(rewritten("void k() { if (x) { extern __shared__ __align__(16) unsigned char s[]; } }"),
                 "auto* const s = ::llmsys::simt::dynamic_shared<"));
  CHECK_FALSE(contains(rewritten("void k() { extern __shared__ __align__(16) unsigned char s[]; }"), "__align__"));
  CHECK(contains(rewritten("void k() { extern __shared__ float s[][32]; }"), "dynamic_shared<float[32]>()"));
  CHECK(contains(rewritten("namespace n {\nextern __shared__ float s[];\n}"),
                 "static const auto s = ::llmsys::simt::DynamicShared<"));
  CHECK(rewritten("void k() { __shared__ float s[32]; }") == "void k() { __shared__ float s[32]; }");
}

TEST_CASE("rewrite: members and casts that C++ would not take") {
  CHECK(rewritten("c.gridDim = 4; p->blockDim = gridDim; C c{.gridDim = 1};") ==
        "c.grid_dim = 4; p->block_dim = gridDim; C c{.grid_dim = 1};");
  CHECK(rewritten("cudaLaunchCooperativeKernel((void*)k, g, b, a);") ==
        "cudaLaunchCooperativeKernel(::llmsys::simt::NamedKernel{\"k\", k}, g, b, a);");
  CHECK(rewritten("cudaLaunchKernel( (const void *) k, g, b, a);") ==
        "cudaLaunchKernel(::llmsys::simt::NamedKernel{\"k\", k}, g, b, a);");
  CHECK(rewritten("cudaLaunchKernel(k<float, 2>, g, b, (void*)a);") ==
        "cudaLaunchKernel(::llmsys::simt::NamedKernel{\"k<float, 2>\", k<float, 2>}, g, b, (void*)a);");
  CHECK(rewritten("cudaLaunchKernelEx(&config, k, x);") ==
        "cudaLaunchKernelEx(&config,::llmsys::simt::NamedKernel{\"k\", k}, x);");
  CHECK(rewritten("cudaLaunchKernel(reinterpret_cast<void*>(k<2>), g);") ==
        "cudaLaunchKernel(::llmsys::simt::NamedKernel{\"k<2>\", k<2>}, g);");
}

TEST_CASE("rewrite: headers that the emulator has nothing of are an error, if they are reached") {
  const std::string out = rewritten("#ifdef CUB\n#include <cub/cub.cuh>\n#endif\n#include <cuda_runtime.h>\n");
  CHECK(contains(out, "#ifdef CUB\n#error \"the emulator has nothing of <cub/cub.cuh>"));
  CHECK(contains(out, "\"\n#endif\n#include <cuda_runtime.h>\n"));
  CHECK(rewritten("#include <map>\n#include \"cub/cub.cuh\"\n") == "#include <map>\n#include \"cub/cub.cuh\"\n");
}

TEST_CASE("rewrite: a launch without an end is an error with its line") {
  const auto message = [](const std::string& source) {
    return testing::message_of([&] { simt::rewrite_cuda(source, "p.cu"); });
  };
  CHECK(contains(message("\n\nk<<<1, 1;"), "line 3: <<< without >>>"));
  CHECK(contains(message("<<<1, 1>>>(x)"), "without a kernel"));
  CHECK(contains(message("k<<<1, 1>>> x"), "without (arguments)"));
}

TEST_CASE("rewrite: headers beside the program are rewritten in its place, once, with their own lines") {
  const testing::TemporaryFolder folder;
  testing::write_file(folder.path("k.cuh"),
                      "#pragma once\n__global__ void k() {}\ninline void f() { k<<<1, 1>>>(); }\n");
  testing::write_file(folder.path("p.cu"),
                      "#include <cstdio>\n#include \"k.cuh\"\n#include \"k.cuh\"\n#include \"else.h\"\nlast();\n");
  const std::string out = simt::rewrite_cuda_file(folder.path("p.cu"));
  const std::string here = "#line 2 \"" + folder.path("p.cu") + "\"\n",
                    there = "#line 1 \"" + folder.path("k.cuh") + "\"\n";
  CHECK(contains(out, there + "\n__global__ void k() {}\ninline void f() { ::llmsys::simt::launch_kernel<k>("));
  CHECK(contains(out, here + "\n\n#include \"else.h\"\nlast();\n"));
  CHECK_FALSE(contains(out, "k.cuh\"\n#include"));
  CHECK_FALSE(contains(out, "pragma"));
  CHECK(contains(testing::message_of([&] { simt::rewrite_cuda_file(folder.path("no.cu")); }), "cannot read"));
}
