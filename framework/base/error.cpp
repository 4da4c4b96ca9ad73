#include "framework/base/error.h"

#include <array>

namespace llmsys {
namespace {

constexpr std::array<std::string_view, 12> kNames = {"not_implemented", "shape",  "dtype",         "index",
                                                     "value",           "device", "out_of_memory", "io",
                                                     "autograd",        "comm",   "sanitizer",     "other"};

constexpr std::array<std::string_view, 12> kExceptions = {
    "NotImplemented", "ShapeError", "DTypeError",    "IndexError", "ValueError",     "DeviceError",
    "OutOfMemory",    "IoError",    "AutogradError", "CommError",  "SanitizerError", "exception"};

}  // namespace

std::string_view to_text(ErrorKind kind) { return kNames[static_cast<size_t>(kind)]; }

std::string_view exception_name(ErrorKind kind) { return kExceptions[static_cast<size_t>(kind)]; }

ErrorKind error_kind_from_name(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<ErrorKind>(i);
  return ErrorKind::other;
}

std::string repository_path(std::string_view path) {
  for (std::string_view top : {"framework/", "labs/", "solutions/", "autograder/", "programs/"}) {
    const size_t at = path.rfind(top);
    if (at != std::string_view::npos && (at == 0 || path[at - 1] == '/')) return std::string(path.substr(at));
  }
  return std::string(path);
}

std::string Error::where() const { return text(repository_path(where_.file_name()), ":", where_.line()); }

}  // namespace llmsys
