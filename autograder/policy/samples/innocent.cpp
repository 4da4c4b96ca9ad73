// What students write without a thought of the grader: nothing of it may be refused.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <latch>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

// Functions of the global namespace: their names hold their parameters, so they are nobody else's.
int64_t min(int64_t a, int64_t b) { return a < b ? a : b; }
int64_t max(int64_t a, int64_t b) { return a < b ? b : a; }
int read(int from) { return from + 1; }
double exp(double x, int terms) {
  double sum = 0, term = 1;
  for (int i = 0; i < terms; term *= x / ++i) sum += term;
  return sum;
}
void swap(int& a, int& b) { std::swap(a, b); }
int calls_so_far = 0;

namespace llmsys {
int my_helper(int x) { return x * 2; }  // in the framework's namespace, with a name of its own
}  // namespace llmsys

namespace llmsys::lab00 {
struct Counter {
  virtual ~Counter() = default;
  virtual int next() { return ++value; }
  int value = 0;
};
struct Doubled : Counter {
  int next() override { return value += 2; }
};
template <class T>
struct Pool {
  std::vector<T> items;
  T& take() { return items.emplace_back(); }
};
std::map<std::string, std::vector<int>> table;  // a constructor before main
thread_local int depth = 0;
inline std::vector<std::string> log_lines;

int transpose_all(const std::vector<int>& x) {
  Doubled doubled;
  Pool<Counter> pool;
  table["x"].assign(x.begin(), x.end());
  std::sort(table["x"].begin(), table["x"].end(), [](int a, int b) { return a > b; });
  static const double kScale = std::sqrt(double(x.size()));
  std::printf("%d calls, depth %d, %.3f\n", ++calls_so_far, ++depth, std::exp(kScale));
  log_lines.push_back(std::to_string(pool.take().next()) + "abc");
  std::latch done(1);
  std::jthread other([&] { done.count_down(read(1) - 1); });
  done.wait();
  if (x.empty()) throw std::invalid_argument("x is empty");
  return doubled.next() + std::accumulate(x.begin(), x.end(), 0);
}
}  // namespace llmsys::lab00
