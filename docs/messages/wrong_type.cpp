// Broken on purpose: no tensor holds short. docs/cpp_for_pytorch.md explains the compiler's message.
#include "framework/tensor/tensor.h"

template <class T>
T first_element(const llmsys::Tensor& x) {
  return x.data<T>()[0];
}

int main() { return first_element<short>(llmsys::Tensor()); }
