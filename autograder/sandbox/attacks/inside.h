/// @file
/// The attacks that need system calls without a header; the others are in inside.cpp.
#pragma once
#include <string>

namespace llmsys::attacks {

/// Reports what an attack got.
void got(const std::string& what);

/// A TCP connection to that port of this machine.
void connect_tcp(const std::string& port);
/// A connection to an abstract local socket of that name.
void connect_local(const std::string& name);
/// User 0, groups, capabilities, in this or in another user namespace.
void become_root(const std::string&);
/// Mounts, chroot, other namespaces; /usr made writable.
void change_mounts(const std::string&);
/// Calls that the kernel had to be mended for, and memory that belongs to no process.
void kernel_calls(const std::string&);

}  // namespace llmsys::attacks
