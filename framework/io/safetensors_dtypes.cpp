#include <algorithm>

#include "framework/io/detail/safetensors_dtypes.h"

namespace llmsys::detail {
namespace {

constexpr SafetensorsDType kTable[] = {
    {"F64", 8, DType::f64},       {"F32", 4, DType::f32},        {"F16", 2, DType::f16},
    {"BF16", 2, DType::bf16},     {"I64", 8, DType::i64},        {"I32", 4, DType::i32},
    {"I16", 2, std::nullopt},     {"I8", 1, DType::i8},          {"U64", 8, std::nullopt},
    {"U32", 4, std::nullopt},     {"U16", 2, std::nullopt},      {"U8", 1, DType::u8},
    {"BOOL", 1, DType::boolean},  {"F8_E4M3", 1, DType::f8e4m3}, {"F8_E5M2", 1, DType::f8e5m2},
    {"F8_E8M0", 1, std::nullopt}, {"C64", 8, std::nullopt}};

}  // namespace

const SafetensorsDType* find_safetensors_dtype(std::string_view name) {
  const auto* row = std::find_if(std::begin(kTable), std::end(kTable), [&](const auto& r) { return r.name == name; });
  return row != std::end(kTable) ? row : nullptr;
}

std::string_view safetensors_name(DType dtype) {
  const auto* row = std::find_if(std::begin(kTable), std::end(kTable), [&](const auto& r) { return r.dtype == dtype; });
  LLMSYS_CHECK(DTypeError, row != std::end(kTable), "[save_safetensors] the format has no name for ", dtype,
               ": convert with raw::to(x, dtype)");
  return row->name;
}

}  // namespace llmsys::detail
