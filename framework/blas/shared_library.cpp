#include "framework/blas/detail/shared_library.h"

#include <dlfcn.h>

namespace llmsys::blas::detail {

void* open_library(const char* path) { return dlopen(path, RTLD_LAZY | RTLD_LOCAL); }

void* find_symbol(void* library, const char* name) { return dlsym(library, name); }

}  // namespace llmsys::blas::detail
