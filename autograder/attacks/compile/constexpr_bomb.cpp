// Tries: has the compiler compute without end
// Held by: the compiler's limit of steps
// Policy: lets pass
// Place: file

constexpr long count(long n) {
  long sum = 0;
  for (long i = 0; i < n; ++i)
    for (long k = 0; k < n; ++k) sum += i ^ k;
  return sum;
}
constexpr long bomb = count(1L << 40);
