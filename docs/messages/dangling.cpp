// Broken on purpose: a reference into a vector outlives a push_back. docs/cpp_for_pytorch.md explains the report.
#include <cstdio>
#include <vector>

int main() {
  std::vector<int> sizes = {1, 2, 3};
  const int& first = sizes[0];
  sizes.push_back(4);
  std::printf("%d\n", first);
}
