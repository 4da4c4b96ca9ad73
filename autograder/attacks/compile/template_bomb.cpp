// Tries: has the compiler instantiate templates without end
// Held by: the compiler's limits: depth, time, memory
// Policy: lets pass
// Place: file

template <int N, class A, class B>
struct Bomb : Bomb<N - 1, Bomb<N, A, B>, A>, Bomb<N - 1, B, Bomb<N, B, A>> {};
template <class A, class B>
struct Bomb<0, A, B> {};
Bomb<400, int, char> bomb;
