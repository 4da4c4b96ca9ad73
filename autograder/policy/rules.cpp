#include "autograder/policy/rules.h"

#include <algorithm>

namespace llmsys {
namespace {

using Names = std::string_view;

constexpr Names kProcesses[] = {"fork",    "_Fork",        "vfork",  "clone", "__clone", "clone3", "exec*",
                                "fexecve", "posix_spawn*", "system", "popen", "daemon",  "wordexp"};
constexpr Names kOthers[] = {"ptrace", "process_vm_*", "process_mrelease", "kill",     "killpg",
                             "tgkill", "tkill",        "pthread_kill",     "sigqueue", "pidfd_*"};
constexpr Names kLoading[] = {"dlopen", "dlmopen",         "dlsym",      "dlvsym", "dladdr*",
                              "dlinfo", "dl_iterate_phdr", "__libc_dl*", "_dl_*"};
constexpr Names kSystem[] = {"prctl",      "arch_prctl", "mprotect",         "pkey_*",     "personality",  "mount*",
                             "umount*",    "chroot",     "pivot_root",       "unshare",    "setns",        "setrlimit*",
                             "prlimit*",   "setuid",     "setgid",           "seteuid",    "setegid",      "setre*id",
                             "setresuid",  "setresgid",  "setfsuid",         "setfsgid",   "capset",       "setgroups",
                             "initgroups", "reboot",     "ioperm",           "iopl",       "memfd_create", "shm_open",
                             "shmget",     "shmat",      "remap_file_pages", "userfaultfd"};
constexpr Names kScheduling[] = {"sched_set*",
                                 "pthread_setaffinity*",
                                 "pthread_attr_setaffinity*",
                                 "pthread_setsched*",
                                 "setpriority",
                                 "nice",
                                 "timer_create",
                                 "timerfd_create",
                                 "setitimer",
                                 "alarm",
                                 "ualarm"};
constexpr Names kNetwork[] = {"socket*",  "connect", "bind",     "listen",   "accept*",      "send",      "sendto",
                              "sendmsg*", "recv",    "recvfrom", "recvmsg*", "getaddrinfo*", "gethostby*"};
constexpr Names kDescriptors[] = {"write",
                                  "pwrite*",
                                  "writev",
                                  "dprintf",
                                  "vdprintf",
                                  "fdopen",
                                  "dup",
                                  "dup2",
                                  "dup3",
                                  "fcntl*",
                                  "ioctl",
                                  "sendfile*",
                                  "splice",
                                  "tee",
                                  "vmsplice",
                                  "copy_file_range",
                                  "open",
                                  "open64",
                                  "openat*",
                                  "creat*",
                                  "mmap*",
                                  "mremap",
                                  "_IO_*",
                                  "_ZNSt12__basic_fileIcE8sys_open*",
                                  "_ZN9__gnu_cxx13stdio_filebuf*"};
constexpr Names kTracer[] = {"_ZN6llmsys4simt12set_observer*", "_ZN6llmsys4simt20set_executor_options*",
                             "_ZN6llmsys4simt7abandon*",       "_ZN6llmsys4simt10pause_lane*",
                             "_ZN6llmsys4simt4heal*",          "_ZN6llmsys4simt9take_stub*",
                             "_ZN6llmsys4simt5Trace*",         "_ZN6llmsys9PeakMeter*",
                             "_ZN6llmsys14PoisonResource*"};

constexpr NameRule kCalls[] = {
    {kProcesses, "a task file starts no other programs and processes"},
    {kOthers, "a task file has nothing to do with other processes"},
    {kLoading, "a task file loads no libraries and looks up no functions by name"},
    {kSystem, "a task file changes nothing of the process it runs in"},
    {kScheduling, "a task file chooses neither the core nor the moment it runs at"},
    {kNetwork, "a task file has no network"},
    {kDescriptors, "a task file prints with std::printf or std::cout and opens nothing else"},
    {kTracer, "this belongs to what counts and checks your work"},
};

constexpr Names kProducts[] = {
    "cublas*", "cutlass*",         "dnnl_*",           "cblas_*",          "sgemm_",
    "dgemm_",  "_ZN6llmsys4gemm*", "_ZN6llmsys7gemv*", "_ZN6llmsys4blas*", "_ZN6llmsys3raw6matmul*"};
constexpr NameRule kCallsOfKernels[] = {
    {kProducts, "the kernels of this task are written by hand, and what a library does for you is not counted"}};

constexpr Names kAllocation[] = {"_Znw*", "_Zna*", "_Zdl*", "_Zda*"};
constexpr Names kImplementation[] = {"_GLOBAL_*", "_start",   "_init", "_fini", "_end",  "_edata",
                                     "_etext",    "_DYNAMIC", "main",  "end",   "edata", "etext"};
constexpr Names kCuda[] = {"cuda*", "cublas*", "llmsys_*"};
constexpr Names kThreads[] = {"GOMP_*", "omp_*", "pthread_*", "dnnl_*", "cblas_*"};
constexpr NameRule kDefinitions[] = {
    {kAllocation, "the whole program would allocate with it"},
    {kImplementation, "the program itself needs that name"},
    {kCuda, "names that begin so belong to CUDA and to the framework"},
    {kThreads, "names that begin so belong to libraries that the framework uses"},
};

constexpr Names kSections[] = {
    "", ".text", ".text.*", ".data", ".data.*", ".bss", ".bss.*", ".rodata", ".rodata.*", ".tbss", ".tbss.*", ".tdata",
    ".tdata.*", ".rela.*", ".eh_frame", ".gcc_except_table", ".gcc_except_table.*", ".comment", ".note.GNU-stack",
    ".note.gnu.property", ".group", ".symtab", ".strtab", ".shstrtab", ".init_array", ".fini_array", ".debug_info",
    ".debug_abbrev", ".debug_aranges", ".debug_line", ".debug_line_str", ".debug_str", ".debug_loc", ".debug_loclists",
    ".debug_ranges", ".debug_rnglists", ".debug_macro", ".debug_types", ".debug_frame",
    // of a traced kernel file: the compiler's own call of __tsan_init()
    ".init_array.00099", ".fini_array.00099",
    // nvcc's
    ".nv_fatbin", ".nvFatBinSegment", "__nv_module_id", "__nv_relfatbin"};

constexpr Names kHeaders[] = {
    // C++20
    "algorithm", "any", "array", "atomic", "barrier", "bit", "bitset", "charconv", "chrono", "codecvt", "compare",
    "complex", "concepts", "condition_variable", "coroutine", "deque", "exception", "execution", "filesystem",
    "forward_list", "fstream", "functional", "future", "initializer_list", "iomanip", "ios", "iosfwd", "iostream",
    "istream", "iterator", "latch", "limits", "list", "locale", "map", "memory", "memory_resource", "mutex", "new",
    "numbers", "numeric", "optional", "ostream", "queue", "random", "ranges", "ratio", "regex", "scoped_allocator",
    "semaphore", "set", "shared_mutex", "source_location", "span", "sstream", "stack", "stdexcept", "stop_token",
    "streambuf", "string", "string_view", "strstream", "syncstream", "system_error", "thread", "tuple", "type_traits",
    "typeindex", "typeinfo", "unordered_map", "unordered_set", "utility", "valarray", "variant", "vector", "version",
    // C
    "cassert", "cctype", "cerrno", "cfenv", "cfloat", "cinttypes", "climits", "clocale", "cmath", "csetjmp", "csignal",
    "cstdarg", "cstddef", "cstdint", "cstdio", "cstdlib", "cstring", "ctime", "cuchar", "cwchar", "cwctype", "assert.h",
    "complex.h", "ctype.h", "errno.h", "fenv.h", "float.h", "inttypes.h", "iso646.h", "limits.h", "locale.h", "math.h",
    "setjmp.h", "signal.h", "stdalign.h", "stdarg.h", "stdatomic.h", "stdbool.h", "stddef.h", "stdint.h", "stdio.h",
    "stdlib.h", "string.h", "tgmath.h", "time.h", "uchar.h", "wchar.h", "wctype.h",
    // vector instructions, OpenMP
    "immintrin.h", "x86intrin.h", "omp.h", "bits/stdc++.h",
    // CUDA
    "cooperative_groups.h", "cooperative_groups/*", "cuda.h", "cuda_bf16.h", "cuda_fp16.h", "cuda_fp8.h",
    "cuda_pipeline.h", "cuda_pipeline_primitives.h", "cuda_runtime.h", "cuda_runtime_api.h", "device_functions.h",
    "device_launch_parameters.h", "math_constants.h", "math_functions.h", "mma.h", "vector_functions.h",
    "vector_types.h"};

constexpr Names kAssembly[] = {"asm", "__asm", "__asm__"};
constexpr Names kQuestions[] = {"__has_include", "__has_include_next", "__has_embed"};
constexpr Names kPasting[] = {"##"};
constexpr Names kInsides[] = {"_fileno"};
constexpr Names kLinkerNames[] = {"_Z*"};
constexpr Names kPragmaWords[] = {"_Pragma", "__pragma"};
constexpr Names kAttributes[] = {"__section__", "weakref", "__weakref__", "symver", "__symver__", "ifunc", "__ifunc__"};
constexpr Names kUnchecked[] = {"no_sanitize*", "__no_sanitize*", "disable_sanitizer_instrumentation",
                                "__disable_sanitizer_instrumentation__"};
constexpr Names kCounting[] = {"observer", "set_observer", "memory_observer", "set_memory_observer"};
constexpr Names kStrangeNumbers[] = {"'"};
constexpr Names kRawCalls[] = {"syscall"};  // as a word only: std::latch and its like call it themselves
constexpr NameRule kWords[] = {
    {kAssembly, "inline assembly is not graded: write C++, or CUDA's own functions in a kernel"},
    {kQuestions, "it asks about other files: include the headers that you need"},
    {kPasting, "names that macros put together are not graded: write them out"},
    {kInsides, "this is the C library's own"},
    {kRawCalls, "a task file asks nothing of the operating system"},
    {kLinkerNames, "this is a name as the linker has it: include the header and call the function by its own name"},
    {kPragmaWords, "write it as a line that begins with #pragma"},
    {kAttributes, "this attribute hands its text to the assembler: remove it"},
    {kUnchecked, "what a task file does is checked and counted: remove it"},
    {kCounting, "this belongs to what counts and checks your work"},
    {kStrangeNumbers, "a number ends here with a quote: put a space between them, or a digit behind the quote"},
};

// Only with attributes: as a variable's name, it is a student's own.
constexpr Names kSectionWord[] = {"section"};
constexpr NameRule kWordsBesideAttributes[] = {
    {kSectionWord, "sections of your own are not graded: remove it (or, if it is a name of yours, rename it)"}};
constexpr Names kAttributeWords[] = {"__attribute__", "__attribute", "gnu", "__gnu__"};

constexpr Names kCopies[] = {"memcpy",
                             "memmove",
                             "memset",
                             "mempcpy",
                             "bcopy",
                             "bzero",
                             "__builtin_mem*",
                             "__builtin_bcopy",
                             "__builtin_bzero",
                             "__builtin___mem*",
                             "__builtin_strcpy",
                             "__builtin_strncpy"};
constexpr Names kHostVectors[] = {"__builtin_ia32*"};
constexpr NameRule kWordsOfKernels[] = {
    {kCopies, "what the C library copies is not counted: in a kernel copy by assignment, on the host by cudaMemcpy"},
    {kHostVectors, "these instructions are the host's: a kernel's loads and stores are its own"}};
constexpr Names kHostHeaders[] = {"immintrin.h", "x86intrin.h"};

}  // namespace

bool matches(std::span<const std::string_view> patterns, std::string_view name) {
  return std::any_of(patterns.begin(), patterns.end(), [&](std::string_view pattern) {
    if (!pattern.ends_with('*')) return name == pattern;
    return name.starts_with(pattern.substr(0, pattern.size() - 1));
  });
}

std::string_view reason_to_refuse(std::span<const NameRule> rules, std::string_view name) {
  const auto rule =
      std::find_if(rules.begin(), rules.end(), [&](const NameRule& one) { return matches(one.names, name); });
  return rule == rules.end() ? "" : rule->why;
}

std::span<const NameRule> forbidden_words() { return kWords; }
std::span<const NameRule> forbidden_words_beside_attributes() { return kWordsBesideAttributes; }
std::span<const NameRule> forbidden_words_of_kernels() { return kWordsOfKernels; }
std::span<const std::string_view> attribute_words() { return kAttributeWords; }
std::span<const NameRule> forbidden_calls() { return kCalls; }
std::span<const NameRule> forbidden_calls_of_kernels() { return kCallsOfKernels; }
std::span<const NameRule> forbidden_definitions() { return kDefinitions; }
std::span<const std::string_view> known_sections() { return kSections; }
std::span<const std::string_view> known_headers() { return kHeaders; }
std::span<const std::string_view> host_headers() { return kHostHeaders; }

}  // namespace llmsys
