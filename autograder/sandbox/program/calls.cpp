// The system call filter: what no task needs and what would reach beyond the box. Most calls are merely refused (EPERM), so
// that a program which tries one goes on; calls of another architecture end it.
#include <fcntl.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>

#include "autograder/sandbox/program/confine.h"
#include "autograder/sandbox/program/say.h"

namespace llmsys::box {
namespace {

constexpr uint32_t kRefuse = SCMP_ACT_ERRNO(EPERM);

constexpr const char* kNever[] = {
    // other processes
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "process_mrelease",
    "kcmp",
    "pidfd_open",
    "pidfd_getfd",
    "pidfd_send_signal",
    "rt_sigqueueinfo",
    "rt_tgsigqueueinfo",
    "migrate_pages",
    "move_pages",
    "ioprio_set",
    "get_robust_list",
    // namespaces and mounts
    "unshare",
    "setns",
    "mount",
    "umount",
    "umount2",
    "pivot_root",
    "chroot",
    "move_mount",
    "open_tree",
    "open_tree_attr",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    "open_by_handle_at",
    "name_to_handle_at",
    // ways around all checks, and parts of the kernel with a history
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "bpf",
    "userfaultfd",
    "perf_event_open",
    "keyctl",
    "add_key",
    "request_key",
    "fanotify_init",
    "inotify_init",
    "inotify_init1",
    "modify_ldt",
    "personality",
    "quotactl",
    "quotactl_fd",
    "lookup_dcookie",
    "vhangup",
    "seccomp",
    "uselib",
    "_sysctl",
    "landlock_create_ruleset",
    // memory that belongs to no process, and would be counted for none
    "memfd_create",
    "memfd_secret",
    "shmget",
    "shmat",
    "shmctl",
    "semget",
    "semop",
    "semtimedop",
    "semctl",
    "msgget",
    "msgsnd",
    "msgrcv",
    "msgctl",
    "mq_open",
    "mq_unlink",
    // the machine
    "reboot",
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "swapon",
    "swapoff",
    "acct",
    "settimeofday",
    "clock_settime",
    "clock_adjtime",
    "adjtimex",
    "stime",
    "sethostname",
    "setdomainname",
    "iopl",
    "ioperm",
    "syslog",
    "nfsservctl",
};

// A file of the same user may be out of reach for reading and writing; its mode and times would not be, nor its length before
// version 3 of Landlock.
constexpr const char* kNeverForTasks[] = {
    "chmod",        "fchmod",        "fchmodat",     "fchmodat2",  "chown",       "fchown",
    "fchownat",     "lchown",        "utime",        "utimes",     "utimensat",   "futimesat",
    "setxattr",     "lsetxattr",     "fsetxattr",    "setxattrat", "removexattr", "lremovexattr",
    "fremovexattr", "removexattrat", "file_setattr", "truncate",
};

constexpr const char* kScheduling[] = {"sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr"};

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ALLOW)) {
    seccomp_attr_set(context_, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  }
  ~Filter() { seccomp_release(context_); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  // A call that this version of libseccomp or this architecture does not know is no way out either.
  void refuse(const char* name, uint32_t action = kRefuse) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number >= 0) note(seccomp_rule_add_array(context_, action, number, 0, nullptr));
  }
  void refuse_if(const char* name, scmp_arg_cmp condition) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number >= 0) note(seccomp_rule_add_array(context_, kRefuse, number, 1, &condition));
  }
  // The filter is loaded unless a rule was refused.
  bool load() { return good_ && seccomp_load(context_) == 0; }

 private:
  void note(int result) { good_ = good_ && result == 0; }

  scmp_filter_ctx context_;
  bool good_ = true;
};

// Arguments of type int are compared in their 32 bits: what is above them is not defined.
scmp_arg_cmp is(unsigned argument, uint32_t value) { return {argument, SCMP_CMP_MASKED_EQ, 0xffffffffU, value}; }
scmp_arg_cmp has_bit(unsigned argument, uint64_t bit) { return {argument, SCMP_CMP_MASKED_EQ, bit, bit}; }
scmp_arg_cmp is_not(unsigned argument, uint64_t value) { return {argument, SCMP_CMP_NE, value, 0}; }

void refuse_reaching_others(Filter& filter) {
  filter.refuse_if("prlimit64", is_not(0, 0));
  for (const uint32_t command : {F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE, F_NOTIFY})  // signals by way of a file
    filter.refuse_if("fcntl", is(1, command));
  constexpr uint32_t kPushInput = 0x5412, kConsole = 0x541c, kSetOwner = 0x8901, kSetGroup = 0x8902;
  for (const uint32_t request : {kPushInput, kConsole, kSetOwner, kSetGroup}) filter.refuse_if("ioctl", is(1, request));
}

// A program may choose for itself where and when it runs, but not for others.
void refuse_scheduling_others(Filter& filter) {
  for (const char* name : kScheduling) filter.refuse_if(name, is_not(0, 0));
  filter.refuse_if("setpriority", is_not(0, PRIO_PROCESS));
  filter.refuse_if("setpriority", is_not(1, 0));
}

// Processor time of children that nobody waits for is lost. A program that moves to another core, and leaves timers behind, has
// them fire in the time of the one it is compared with.
void refuse_disturbing_clocks(Filter& filter) {
  for (const char* name : kScheduling) filter.refuse(name);
  for (const char* name : {"setpriority", "timer_create", "timerfd_create", "setitimer", "alarm", "fork", "vfork"})
    filter.refuse(name);
  filter.refuse_if("clone", {0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0});
}

void refuse_namespaces(Filter& filter) {
  constexpr uint64_t kNewTime = 0x80;
  for (const uint64_t flag :
       {uint64_t{CLONE_NEWNS}, uint64_t{CLONE_NEWCGROUP}, uint64_t{CLONE_NEWUTS}, uint64_t{CLONE_NEWIPC},
        uint64_t{CLONE_NEWUSER}, uint64_t{CLONE_NEWPID}, uint64_t{CLONE_NEWNET}, kNewTime})
    filter.refuse_if("clone", has_bit(0, flag));
  filter.refuse("clone3",
                SCMP_ACT_ERRNO(ENOSYS));  // its flags lie in memory, where no filter looks; clone() is tried next
}

void refuse_signals_to_others(Filter& filter) {
  const auto self = static_cast<uint64_t>(getpid());
  filter.refuse_if("kill", is_not(0, self));
  filter.refuse_if("tgkill", is_not(0, self));
  filter.refuse("tkill");
}

}  // namespace

std::string restrict_calls(const Options& options, bool only_itself) {
  Filter filter;
  for (const char* name : kNever) filter.refuse(name);
  if (!options.keep_user)
    for (const char* name : kNeverForTasks) filter.refuse(name);
  if (options.gpu)
    filter.refuse_if("socket", is_not(0, 1));  // AF_UNIX, for the driver
  else
    filter.refuse("socket");
  refuse_namespaces(filter);
  if (only_itself)
    refuse_signals_to_others(filter);
  else
    filter.refuse_if("kill", is(0, ~0U));  // everybody
  refuse_reaching_others(filter);
  if (options.timed)
    refuse_disturbing_clocks(filter);
  else
    refuse_scheduling_others(filter);
  return filter.load() ? "" : failed("the system call filter");
}

}  // namespace llmsys::box
