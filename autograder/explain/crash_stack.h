/// @file
/// Where a program was when it died or was too slow: from the addresses it wrote to lines of the student's files.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "autograder/sandbox/level.h"

namespace llmsys {

/// What a worker printed, without the stacks that worker/crash_report.h wrote, and the last of these.
struct LastWords {
  std::string words;                ///< all else, as it was
  std::vector<uint64_t> addresses;  ///< innermost first; where calls return to; empty: there was no stack
};

/// Takes the stacks out of an output. What is no stack, though it begins like one, is left in.
LastWords last_words(const std::string& output);

/// A function that was being run.
struct StackFrame {
  std::string function;  ///< "bigram_counts"; empty if unknown
  std::string file;      ///< from the repository's top: "labs/00_warm_up/bigram.cpp"; empty if unknown
  int line = 0;          ///< 0 if unknown
};

/// The functions at these addresses of a program, inlined ones too, innermost first. Asks addr2line of the compiler's binutils, in a
/// box of that level; empty where it cannot be run or there are no addresses.
std::vector<StackFrame> stack_of(const std::string& program, const std::vector<uint64_t>& addresses,
                                 SandboxLevel level);

/// The frames in lab files, some of them: "labs/00_warm_up/bigram.cpp:12 in bigram_counts\n  called at ...". Empty if there is none.
/// @param student_files  if there are frames in these, only they are told: whoever called what was given is who can mend it
std::string stack_text(const std::vector<StackFrame>& stack, const std::vector<std::string>& student_files = {});

/// "stack overflow: f calls itself without end", or "f and g call each other without end"; empty if no function of a lab file
/// stands on the stack again and again.
std::string endless_recursion(const std::vector<StackFrame>& stack);

}  // namespace llmsys
