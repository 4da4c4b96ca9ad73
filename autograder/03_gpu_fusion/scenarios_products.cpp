// Lab 03, tasks 3.1, 3.2 and 3.7: what the judge can ask of the products.
#include "autograder/03_gpu_fusion/launches.h"
#include "autograder/03_gpu_fusion/scenarios.h"
#include "framework/tensor/probe.h"
#include "labs/03_gpu_fusion/matmul_register.h"
#include "labs/03_gpu_fusion/matmul_tensor_core.h"
#include "labs/03_gpu_fusion/split_k.h"

namespace llmsys::lab03 {
namespace {

struct Operands {
  explicit Operands(const Values& in)
      : a(in["a"].tensor()),
        b(in["b"].tensor()),
        M(size_of(in["a"].tensor(), 0)),
        N(size_of(in["b"].tensor(), 1)),
        K(size_of(in["a"].tensor(), 1)) {}

  DeviceTensor a, b;  // (M,K), (K,N)
  int M, N, K;
};

Values run_register(const Values& in) {
  Operands x(in);
  const DType dtype = in["a"].tensor().dtype();
  DeviceTensor c({x.M, x.N}, dtype);
  return traced(in, [&]() -> Values {
    with_kernel_type(dtype, [&]<class T>(T*) {
      matmul_register<T>(c.data<T>(), x.a.data<T>(), x.b.data<T>(), x.M, x.N, x.K, Stream());
    });
    return {{"c", c.download()}};
  });
}

Values run_tensor_core(const Values& in) {
  Operands x(in);
  DeviceTensor c({x.M, x.N}, DType::f32);
  return traced(in, [&]() -> Values {
    if (in["a"].tensor().dtype() == DType::f16)
      matmul_tensor_core<half>(c.data<float>(), x.a.data<half>(), x.b.data<half>(), x.M, x.N, x.K, Stream());
    else
      matmul_tensor_core<bf16>(c.data<float>(), x.a.data<bf16>(), x.b.data<bf16>(), x.M, x.N, x.K, Stream());
    return {{"c", c.download()}};
  });
}

Values run_split_k(const Values& in) {
  Operands x(in);
  const int splits = static_cast<int>(in["splits"].integer());
  DeviceTensor c({x.M, x.N}, DType::f32), scratch({splits, x.M, x.N}, DType::f32);
  return traced(in, [&]() -> Values {
    matmul_split_k(c.data<float>(), scratch.data<float>(), x.a.data<float>(), x.b.data<float>(), x.M, x.N, x.K, splits,
                   Stream());
    const Tensor pieces = scratch.download();
    probe("what the pieces of K add up to, each for itself", pieces);
    return {{"c", c.download()}, {"pieces", pieces}};
  });
}

}  // namespace

void add_product_scenarios(ScenarioTable& table) {
  table.add("matmul_register", run_register);
  table.add("matmul_tensor_core", run_tensor_core);
  table.add("matmul_split_k", run_split_k);
}

}  // namespace llmsys::lab03
