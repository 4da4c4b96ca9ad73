#include "framework/simt/device_print.h"

#include <cstdarg>
#include <cstdlib>

#include "framework/base/text.h"
#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

namespace {

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
  if (current_block != nullptr) {
    simt::abandon(Fault::assertion, __builtin_return_address(0),
                  text("assert(", condition, ") failed at ", file, ":", line));
  }
  std::fprintf(stderr, "%s:%d: %s: assertion `%s' failed.\n", file, line, function, condition);
  std::abort();
}

}  // namespace llmsys::simt::detail
