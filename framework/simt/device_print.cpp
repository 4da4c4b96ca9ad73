#include "framework/simt/device_print.h"

#include <cstdarg>
#include <cstdlib>

#include "framework/base/text.h"
#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

namespace {

[[noreturn]] void fail(const char* condition, const char* file, unsigned line, const char* function, const void* pc) {
  if (current_block != nullptr)
    simt::abandon(Fault::assertion, pc, text("assert(", condition, ") failed at ", file, ":", line));
  std::fprintf(stderr, "%s:%u: %s: assertion `%s' failed.\n", file, line, function, condition);
  std::abort();
}

/// A call of printf() on its way to a stack that is large enough.
struct Print {
  const char* format;
  va_list arguments;
  int written;
};

void do_print(void* data) {
  Print& print = *static_cast<Print*>(data);
  print.written = std::vprintf(print.format, print.arguments);
}

}  // namespace

int print(const char* format, ...) {
  Print print{format, {}, 0};
  va_start(print.arguments, format);
  if (current_block != nullptr)
    current_block->on_large_stack(do_print, &print);
  else
    do_print(&print);
  va_end(print.arguments);
  return print.written;
}

void assertion_failed(const char* condition, const char* file, int line, const char* function) {
  fail(condition, file, static_cast<unsigned>(line), function, __builtin_return_address(0));
}

}  // namespace llmsys::simt::detail

/// What the C library's own assert() calls: cassert, included once more, takes assert() back. This one comes first when a
/// program with kernels is linked.
extern "C" void __assert_fail(const char* condition, const char* file, unsigned line, const char* function) noexcept {
  llmsys::simt::detail::fail(condition, file, line, function, __builtin_return_address(0));
}
