/// @file
/// printf() and assert() in kernels.
///
/// printf() with arguments is an overload of C's: a kernel's stack is too small for the C library's own, so the text is made
/// on another one.
#pragma once
#include <cassert>
#include <cstdio>

#include "framework/simt/qualifiers.h"

namespace llmsys::simt::detail {

int print(const char* format, ...) __attribute__((format(printf, 1, 2)));
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line, const char* function);

}  // namespace llmsys::simt::detail

/// Writes to the standard output, in kernels and on the host.
/// @return the number of bytes, or below 0 if that failed
template <class First, class... Rest>
LLMSYS_SIMT_RUNTIME int printf(const char* format, First first, Rest... rest) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
  return llmsys::simt::detail::print(format, first, rest...);
#pragma GCC diagnostic pop
}

#ifndef NDEBUG
#undef assert
/// In a kernel, a condition that does not hold ends it with an error; on the host, the program.
#define assert(condition)                 \
  (static_cast<bool>(condition) ? void(0) \
                                : ::llmsys::simt::detail::assertion_failed(#condition, __FILE__, __LINE__, __func__))
#endif
