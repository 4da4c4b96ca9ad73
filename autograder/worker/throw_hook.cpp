// Every throw of the program and of the libraries passes here, and goes on to the run-time library. An object of the worker's main
// program, like poison.cpp, so that it is always linked.
#include <dlfcn.h>

#include <cstdlib>
#include <typeinfo>

#include "autograder/worker/throw_place.h"

extern "C" [[noreturn]] void __cxa_throw(void* object, std::type_info* type, void (*destroy)(void*)) {  // NOLINT
  using Throw = void (*)(void*, std::type_info*, void (*)(void*));
  static const Throw throw_it = reinterpret_cast<Throw>(dlsym(RTLD_NEXT, "__cxa_throw"));
  if (throw_it == nullptr) std::abort();
  llmsys::note_throw(object);
  throw_it(object, type, destroy);
  std::abort();  // it does not come back
}
