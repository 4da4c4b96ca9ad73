#include "framework/tensor/dtype.h"

namespace llmsys {

std::string_view to_text(DType dtype) {
  switch (dtype) {
    case DType::f32: return "f32";
    case DType::f64: return "f64";
    case DType::i64: return "i64";
    case DType::i32: return "i32";
    case DType::u8: return "u8";
    case DType::boolean: return "bool";
  }
  return "(no such dtype)";
}

}  // namespace llmsys
