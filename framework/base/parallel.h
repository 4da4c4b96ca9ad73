/// @file
/// parallel_for: one pool for the whole system (OpenMP, shared with oneDNN; std::thread in the tsan preset).
#pragma once
#include <cstdint>

namespace llmsys {

/// Threads parallel_for would use here: the Context's budget, or one a core. 1 inside a parallel_for.
int max_threads();

namespace detail {
/// Calls run(body, begin, end) on disjoint parts that cover [0, n); rethrows the first exception of the lowest part.
void parallel_run(int64_t n, int64_t grain, const void* body, void (*run)(const void*, int64_t, int64_t));
}  // namespace detail

/// Calls body(begin, end) on disjoint parts that cover [0, n), on up to max_threads() threads.
///
/// Serial when n <= grain, when nested, or when the budget is 1. How the range is cut depends on the number of threads:
/// a sum that must not depend on it adds over blocks of a fixed size instead (see tensor/reduce.cpp).
/// @param n      items; 0 or less calls nothing
/// @param grain  items worth waking a thread for; about 10,000 cheap operations
/// @param body   called as body(int64_t begin, int64_t end); an exception is rethrown here after all parts have ended
template <class Body>
void parallel_for(int64_t n, int64_t grain, const Body& body) {
  if (n <= 0) return;
  if (n <= grain || max_threads() == 1) {
    body(int64_t{0}, n);
    return;
  }
  detail::parallel_run(n, grain, &body,
                       [](const void* f, int64_t begin, int64_t end) { (*static_cast<const Body*>(f))(begin, end); });
}

}  // namespace llmsys
