/// @file
/// A library opened at the first call that needs it: linking to libdnnl or libopenblas adds 1.5 ms to every process start.
#pragma once

namespace llmsys::blas::detail {

/// A handle to the shared library at `path`, or null if it cannot be loaded. It stays loaded until the process ends.
void* open_library(const char* path);

/// The function of that name in `library` or in what it depends on, as a pointer of type F; null if there is none.
void* find_symbol(void* library, const char* name);

/// The same, with its type: find_function<int()>(library, "omp_get_max_threads").
template <class F>
F* find_function(void* library, const char* name) {
  return library == nullptr ? nullptr : reinterpret_cast<F*>(find_symbol(library, name));
}

}  // namespace llmsys::blas::detail
