/// @file
/// Every error of the framework: one exception type a kind, and the check that throws them.
///
/// Say who, what was needed, what came, and the next step:
/// `[layer_norm] weight must be (C)=(768) to match x (2,3,768), got (512)`.
#pragma once
#include <source_location>
#include <stdexcept>
#include <string>

#include "framework/base/text.h"

namespace llmsys {

/// What went wrong, as a closed set: errors cross process borders as one of these names.
enum class ErrorKind {
  not_implemented,  ///< a stub that the student has not filled in
  shape,            ///< sizes or ranks do not fit
  dtype,            ///< an element type that the operation does not take
  index,            ///< an index or dimension out of range
  value,            ///< any other bad argument
  device,           ///< the device is absent, or failed
  out_of_memory,    ///< an allocation failed or broke a limit
  io,               ///< a file is missing, unreadable or malformed
  autograd,         ///< a graph was used wrongly
  comm,             ///< ranks disagree or do not answer
  sanitizer,        ///< a checker of the emulator found a mistake in a kernel: a race, an access out of bounds, ...
  other             ///< any exception that is not ours
};

/// "shape", "dtype", ...: the name that crosses process borders.
std::string_view to_text(ErrorKind kind);
/// "ShapeError", "DTypeError", ...: the exception type of that kind; "exception" for ErrorKind::other.
std::string_view exception_name(ErrorKind kind);
/// The kind of that name; ErrorKind::other if there is none.
ErrorKind error_kind_from_name(std::string_view name);

/// Base of all errors of the framework: a message for people, a kind for programs, the place that threw.
class Error : public std::runtime_error {
 public:
  /// @param where  file, line and function of the throw; where() prints it
  Error(ErrorKind kind, const std::string& message, std::source_location where)
      : std::runtime_error(message), kind_(kind), where_(where) {}
  /// Which of the closed set of kinds this is.
  [[nodiscard]] ErrorKind kind() const { return kind_; }
  /// "framework/tensor/matmul.cpp:31", the line that threw, relative to the repository.
  [[nodiscard]] std::string where() const;

 private:
  ErrorKind kind_;
  std::source_location where_;
};

/// An Error of a fixed kind. Its message may come in pieces: see LLMSYS_CHECK.
template <ErrorKind Kind>
class KindError : public Error {
 public:
  /// @param message  who, what was needed, what came
  explicit KindError(const std::string& message, std::source_location where = std::source_location::current())
      : Error(Kind, message, where) {}
};

/// Thrown by stubs; the message starts with the task's id, as in "lab01 task 1.4: topological_order".
using NotImplemented = KindError<ErrorKind::not_implemented>;
/// Sizes or ranks do not fit.
using ShapeError = KindError<ErrorKind::shape>;
/// An element type that the operation does not take.
using DTypeError = KindError<ErrorKind::dtype>;
/// An index or a dimension out of range.
using IndexError = KindError<ErrorKind::index>;
/// Any other bad argument.
using ValueError = KindError<ErrorKind::value>;
/// The device is absent, or failed.
using DeviceError = KindError<ErrorKind::device>;
/// An allocation failed or broke a limit.
using OutOfMemory = KindError<ErrorKind::out_of_memory>;
/// A file is missing, unreadable or malformed.
using IoError = KindError<ErrorKind::io>;
/// A graph was used wrongly: backward twice, a saved tensor changed, a gradient where none is recorded.
using AutogradError = KindError<ErrorKind::autograd>;

/// A checker of the emulator found a mistake in a kernel.
using SanitizerError = KindError<ErrorKind::sanitizer>;

/// The path without the part that depends on where the repository lies: from "framework/", "labs/", ... on.
std::string repository_path(std::string_view path);

/// LLMSYS_CHECK(ShapeError, a.rank() == 2, "[matmul] a must be (M,K), got ", a.shape()): throws unless the condition
/// holds. The message is built only then.
#define LLMSYS_CHECK(ErrorType, condition, ...)                                      \
  do {                                                                               \
    if (!(condition)) [[unlikely]]                                                   \
      throw ErrorType(::llmsys::text(__VA_ARGS__), std::source_location::current()); \
  } while (false)

}  // namespace llmsys
