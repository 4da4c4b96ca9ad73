// Broken on purpose: declared with const, defined without. docs/cpp_for_pytorch.md explains the linker's message.
#include <vector>

float mean(const std::vector<float>& values);

float mean(std::vector<float>& values) { return values[0]; }

int main() { return mean({1, 2}) > 1 ? 0 : 1; }
