// Calls what no task needs.
extern "C" {
int fork();
long ptrace(int, ...);
void* dlsym(void*, const char*);
int sched_setaffinity(int, unsigned long, const void*);
int cublasSgemm_v2();
}
namespace llmsys {
struct Server {
  int answer();
};
namespace simt {
struct ExecutionObserver;
void set_observer(ExecutionObserver*);
}  // namespace simt
}  // namespace llmsys
long all() {
  llmsys::simt::set_observer(nullptr);
  return fork() + ptrace(0) + (dlsym(nullptr, "x") != nullptr) + sched_setaffinity(0, 0, nullptr);
}
