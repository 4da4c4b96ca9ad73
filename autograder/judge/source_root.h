/// @file
/// Where the repository lies, for tests that read a text or a table of it.
#pragma once
#include <string>

namespace llmsys {

/// The repository's folder, of the tree that this was compiled in: objects of a lab's tests can be linked in another one.
std::string source_root();

}  // namespace llmsys
