// Tries: replaces a function of the framework that checks tensors
// Held by: the object policy; and right answers are not in the worker
// Policy: refuses

namespace llmsys {
class Tensor {
  static void throw_undefined();
};
void Tensor::throw_undefined() {}
}  // namespace llmsys
namespace {
void attack() {}
}  // namespace
