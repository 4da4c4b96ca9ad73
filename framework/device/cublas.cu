#include "framework/device/cublas.h"

#include "framework/base/error.h"
#include "framework/device/cuda_api.h"

namespace llmsys {

void detail::check_cublas(cublasStatus_t code, const char* who) {
  if (code == CUBLAS_STATUS_SUCCESS) [[likely]]
    return;
  const std::string report = failure_report();
  throw DeviceError(text("[", who, "] cublas said: ", cublasGetStatusString(code), report.empty() ? "" : "\n", report));
}

}  // namespace llmsys
