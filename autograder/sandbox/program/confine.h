/// @file
/// What the child does to itself before it becomes the program. Each says why it could not, or nothing.
#pragma once
#include <sys/types.h>

#include <string>

#include "autograder/sandbox/program/options.h"

namespace llmsys::box {

/// The user id of a box whose supervisor has this process number: of no other box that lives. 0 where there is none to be had:
/// in a user namespace with few users.
uid_t own_user(pid_t supervisor);

/// Becomes that user, without groups and capabilities.
std::string become_user(uid_t user);

/// Stays the user it is, without the capabilities of root.
/// @param but_of_files  still reads and writes files as root may: Landlock says which those are
std::string drop_capabilities(bool but_of_files);

/// Time, memory, file size, processes, descriptors; no core dumps.
/// @param shared_user  the user has other processes too, and theirs count
std::string set_limits(const Options& options, bool shared_user);

/// Landlock: nothing but what the options name can be opened; no signal and no connection leaves the box.
/// @param program  descriptor of the program, which may be executed
std::string restrict_files(const Options& options, int program);

/// Landlock, where it is: processes outside of this one's children cannot be looked into, bubblewrap's own among them. For
/// level 2, whose files bubblewrap takes care of.
void restrict_looking();

/// The version of Landlock that this kernel has; 0: none.
int landlock_version();

/// Installs the system call filter; the next call must be execveat().
/// @param only_itself  may send signals to its own process only
std::string restrict_calls(const Options& options, bool only_itself);

/// All descriptors from `first` on close when the program begins.
void close_from(int first);

}  // namespace llmsys::box
