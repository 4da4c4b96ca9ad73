// `./lab bench 6`.
#include <benchmark/benchmark.h>
