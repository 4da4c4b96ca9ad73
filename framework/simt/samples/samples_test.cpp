// The raw CUDA programs of this folder check themselves: they run in the emulator and end well.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "framework/testing/test.h"

TEST_CASE("samples: every raw CUDA program passes in the emulator") {
  const std::string name = GENERATE("cooperative_groups", "cublas_matmul", "device_query", "graph_capture", "histogram",
                                    "matmul_tiled", "streams_overlap", "vector_add");
  CAPTURE(name);
  std::string said;
  FILE* pipe = popen((std::string(LLMSYS_SAMPLES) + "/simt_sample_" + name + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  char buffer[256];
  while (std::fgets(buffer, sizeof buffer, pipe) != nullptr) said += buffer;
  CHECK(pclose(pipe) == 0);
  CHECK(said.rfind(name + ": passed", 0) == 0);
}
