// Prints all that is counted of some kernels: repeat_test.cpp runs it twice.
#include <cstdio>
#include <vector>

#include "framework/simt/arena.h"
#include "framework/simt/trace/report.h"
#include "framework/simt/trace/symbolizer.h"
#include "framework/simt/trace/tests/counted.h"
#include "framework/simt/trace/trace.h"

int main() {
  using namespace llmsys::simt;
  const counted::Kernels k = counted::kernels_o2();
  auto* a = static_cast<float*>(arena_allocate(64 * 64 * sizeof(float)));
  auto* b = static_cast<float*>(arena_allocate(64 * 64 * sizeof(float)));
  auto* keys = static_cast<int*>(arena_allocate(1024 * sizeof(int)));
  for (int i = 0; i < 64 * 64; ++i) a[i] = b[i] = 1;
  for (int i = 0; i < 1024; ++i) keys[i] = i * i % 32;
  Trace trace;
  k.saxpy(b, a, 2, 1000);
  k.matmul_tiled(b, a, a, 64);
  k.transpose_tiled(b, a, 64);
  k.triangle(b, a);
  k.halves(b, a);
  k.histogram(keys + 512, keys, 512);
  std::vector<KernelCounters> kernels = trace.kernels();
  Symbolizer().fill_in(kernels);
  for (const KernelCounters& kernel : kernels)
    std::printf("%s%s\n", to_table(report_on(kernel, &find_gpu("h100"))).c_str(), line_table(kernel).c_str());
  std::vector<Finding> findings = trace.findings();
  Symbolizer().fill_in(findings);
  for (const Finding& finding : findings)
    std::printf("%s %s:%d %s\n", to_text(finding.kind), finding.source.file.c_str(), finding.source.line,
                finding.what.c_str());
}
