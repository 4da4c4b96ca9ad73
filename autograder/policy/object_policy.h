/// @file
/// What a compiled task file may define, call and hold. Counters and times are taken in the process that the student's code
/// runs in: no file of a student may put itself in the place of what counts. What this lets through meets the sandbox.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "autograder/policy/reserved_names.h"

namespace llmsys {

/// Which object is looked at.
struct ObjectKind {
  std::string lab;       ///< "lab00": names in llmsys::lab00 are the student's
  bool kernels = false;  ///< a .cu file: its kernels are to be written by hand
};

/// What speaks against an object: a sentence for each problem, in words for a student; empty if nothing does.
/// @param bytes  the object file; may be hostile
std::vector<std::string> check_object(std::string_view bytes, const ObjectKind& kind, const ReservedNames& reserved);

/// "llmsys::Tensor::data" from "_ZNK6llmsys6Tensor4dataEv": without parameters, templates' arguments, or anything that could
/// take long. What is no such name comes back as it is, shortened.
std::string readable_name(std::string_view symbol);

}  // namespace llmsys
