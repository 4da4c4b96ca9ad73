// Lab 03, tasks 3.3 to 3.5: what the judge can ask of softmax and layer norm.
#include "autograder/03_gpu_fusion/launches.h"
#include "autograder/03_gpu_fusion/scenarios.h"
#include "framework/tensor/probe.h"
#include "labs/03_gpu_fusion/layer_norm.h"
#include "labs/03_gpu_fusion/softmax.h"
#include "labs/03_gpu_fusion/softmax_separate.h"

namespace llmsys::lab03 {
namespace {

Values run_softmax_forward(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (rows, columns)
  DeviceTensor from(x), apart(x.shape(), x.dtype());
  DeviceTensor& to = place_of(in, from, apart);
  return traced(in, [&]() -> Values {
    with_kernel_type(x.dtype(), [&]<class T>(T*) {
      softmax_forward<T>(to.data<T>(), from.data<T>(), size_of(x, 0), size_of(x, 1), Stream());
    });
    return {{"y", to.download()}};
  });
}

Values run_softmax_separate(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (rows, columns)
  DeviceTensor from(x), to(x.shape(), x.dtype()), of_rows({x.size(0)}, DType::f32);
  return traced(in, [&]() -> Values {
    softmax_separate(to.data<float>(), of_rows.data<float>(), from.data<float>(), size_of(x, 0), size_of(x, 1),
                     Stream());
    return {{"y", to.download()}};
  });
}

Values run_softmax_backward(const Values& in) {
  const Tensor& y = in["y"].tensor();
  DeviceTensor dy(in["dy"].tensor()), from(y), apart(y.shape(), y.dtype());
  DeviceTensor& dx = place_of(in, dy, apart);
  return traced(in, [&]() -> Values {
    with_kernel_type(y.dtype(), [&]<class T>(T*) {
      softmax_backward<T>(dx.data<T>(), dy.data<T>(), from.data<T>(), size_of(y, 0), size_of(y, 1), Stream());
    });
    return {{"dx", dx.download()}};
  });
}

Values run_layer_norm_forward(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (rows, columns)
  const float eps = static_cast<float>(in["eps"].number());
  DeviceTensor from(x), w(in["w"].tensor()), b(in["b"].tensor()), y(x.shape(), x.dtype());
  DeviceTensor mean({x.size(0)}, DType::f32), rstd({x.size(0)}, DType::f32);
  return traced(in, [&]() -> Values {
    with_kernel_type(x.dtype(), [&]<class T>(T*) {
      layer_norm_forward<T>(y.data<T>(), mean.data<float>(), rstd.data<float>(), from.data<T>(), w.data<T>(),
                            b.data<T>(), eps, size_of(x, 0), size_of(x, 1), Stream());
    });
    const Tensor means = mean.download(), rstds = rstd.download();
    probe("the mean of each row", means);
    probe("rstd of each row", rstds);
    return {{"y", y.download()}, {"mean", means}, {"rstd", rstds}};
  });
}

Values run_layer_norm_backward(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (rows, columns)
  const int rows = size_of(x, 0), columns = size_of(x, 1);
  DeviceTensor from(x), dy(in["dy"].tensor()), w(in["w"].tensor()), dx(x.shape(), x.dtype());
  DeviceTensor mean(in["mean"].tensor()), rstd(in["rstd"].tensor());
  DeviceTensor dw({x.size(1)}, DType::f32), db({x.size(1)}, DType::f32);
  DeviceTensor scratch({layer_norm_scratch(rows, columns)}, DType::f32);
  return traced(in, [&]() -> Values {
    with_kernel_type(x.dtype(), [&]<class T>(T*) {
      layer_norm_backward<T>(dx.data<T>(), dw.data<float>(), db.data<float>(), scratch.data<float>(), dy.data<T>(),
                             from.data<T>(), mean.data<float>(), rstd.data<float>(), w.data<T>(), rows, columns,
                             Stream());
    });
    return {{"dx", dx.download()}, {"dw", dw.download()}, {"db", db.download()}};
  });
}

}  // namespace

void add_row_scenarios(ScenarioTable& table) {
  table.add("softmax_forward", run_softmax_forward);
  table.add("softmax_separate", run_softmax_separate);
  table.add("softmax_backward", run_softmax_backward);
  table.add("layer_norm_forward", run_layer_norm_forward);
  table.add("layer_norm_backward", run_layer_norm_backward);
}

}  // namespace llmsys::lab03
