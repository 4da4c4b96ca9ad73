#include "autograder/policy/kernel_qualifiers.h"

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("a function that is launched without __global__ is named with its line") {
  const std::string said =
      launched_without_global("// __global__ void k\nvoid k(float* y) {}\nvoid f() { launch<k>({}, y); }\n", "a.cu");
  CHECK(said.rfind("a.cu:2: `k` is launched as a kernel, but is not __global__", 0) == 0);
  CHECK(contains(launched_without_global("__global__ void g();\ntemplate <class T>\nvoid k(T* y) {}\n"
                                         "void f() { launch<g>({}); launch<k<float>>({}, y); }\n",
                                         "a.cu"),
                 "a.cu:3: `k`"));
}

TEST_CASE(
    "kernels that are __global__, in any of the ways to write it, and other functions are no matter for a remark") {
  for (const char* source :
       {"__global__ void k(float* y) {}\nvoid f() { launch<k>({}, y); }",
        "template <class T>\n__global__ void __launch_bounds__(256) k(T* y) {}\nvoid f() { launch<k<int>>({}, y); }",
        "static __global__ void k();\nvoid k() {}\nvoid f() { launch<k>({}); }", "void k() {}\nvoid f() { k(); }",
        "void f() { launch<elsewhere>({}); }", "launch", ""})
    CHECK(launched_without_global(source, "a.cu").empty());
}
