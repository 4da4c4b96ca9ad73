#include "autograder/cuda/resources.h"

#include "framework/testing/test.h"

using namespace llmsys::cuda;

TEST_CASE("a kernel's name loses namespaces and parameters, not its template arguments") {
  CHECK(kernel_name("_Z12saxpy_kernelPfPKffi") == "saxpy_kernel");
  CHECK(kernel_name("_ZN6llmsys12_GLOBAL__N_111copy_kernelIfLi4EEEvPT_PKS2_") == "copy_kernel<float, 4>");
  CHECK(kernel_name("_ZN6llmsys3mapINS_3AddEEEvPfi") == "map<llmsys::Add>");
  CHECK(kernel_name("plain") == "plain");
  CHECK(base_name("map<llmsys::Add>") == "map");
  CHECK(base_name("plain") == "plain");
}

TEST_CASE("registers, shared memory and spills are read for each kernel and architecture") {
  const auto kernels = parse_ptxas(R"(ptxas info    : 0 bytes gmem
ptxas info    : Compiling entry function '_Z1fPf' for 'sm_75'
ptxas info    : Function properties for _Z1fPf
    16 bytes stack frame, 8 bytes spill stores, 12 bytes spill loads
ptxas info    : Used 42 registers, used 1 barriers, 4224 bytes smem, 376 bytes cmem[0]
ptxas info    : Compile time = 11.261 ms
ptxas info    : Compiling entry function '_Z1gPf' for 'sm_90'
ptxas info    : Function properties for _Z1gPf
    0 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads
ptxas info    : Used 10 registers, used 0 barriers
)");
  REQUIRE(kernels.size() == 2);
  CHECK(kernels[0].kernel == "f");
  CHECK(kernels[0].architecture == 75);
  CHECK(kernels[0].registers == 42);
  CHECK(kernels[0].shared_bytes == 4224);
  CHECK(kernels[0].stack_bytes == 16);
  CHECK(kernels[0].spill_bytes == 20);
  CHECK(kernels[0].barriers == 1);
  CHECK(kernels[1].kernel == "g");
  CHECK(kernels[1].architecture == 90);
  CHECK(kernels[1].registers == 10);
  CHECK(kernels[1].shared_bytes == 0);
  CHECK(kernels[1].spill_bytes == 0);
  CHECK(parse_ptxas("").empty());
}

TEST_CASE("PTX is split by kernel, and by architecture") {
  const auto kernels = parse_ptx(R"(.target sm_75
.visible .entry _Z1fPf(
	.param .u64 _Z1fPf_param_0
)
.maxntid 256
{
	ld.global.v4.f32 	{%f1, %f2, %f3, %f4}, [%rd4];
	{ // a block inside
	}
	ret;
}
.func (.param .b32 r) helper(
)
{
	add.s32 	%r1, %r2, %r3;
}
.target sm_80
.visible .entry _Z1gPf(
)
{
	cp.async.cg.shared.global [%r1], [%rd2], 16;
}
)");
  REQUIRE(kernels.size() == 2);
  CHECK(kernels[0].kernel == "f");
  CHECK(kernels[0].architecture == 75);
  CHECK(kernels[0].body.find("ld.global.v4") != std::string::npos);
  CHECK(kernels[0].body.find("ret;") != std::string::npos);
  CHECK(kernels[0].body.find("add.s32") == std::string::npos);
  CHECK(kernels[1].kernel == "g");
  CHECK(kernels[1].architecture == 80);
  CHECK(kernels[1].body.find("cp.async") != std::string::npos);
}
