// simt_rewrite program.cu program.cpp: makes C++ of a raw CUDA program, for g++ and the emulator.
#include <cstdio>
#include <exception>
#include <fstream>

#include "framework/base/error.h"
#include "framework/simt/rewriter/rewrite.h"

using namespace llmsys;

int main(int count, char** arguments) try {
  if (count != 3) {
    std::fprintf(stderr, "usage: simt_rewrite program.cu program.cpp\n");
    return 2;
  }
  std::ofstream out(arguments[2], std::ios::binary);
  out << simt::rewrite_cuda_file(arguments[1]);
  out.close();
  LLMSYS_CHECK(IoError, out.good(), "[simt_rewrite] cannot write ", arguments[2]);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s: %s\n", arguments[1], error.what());
  return 1;
}
