/// @file
/// What is known of single messages of the compiler: tables of pieces of a message, of the line, and of what to do.
#pragma once
#include <string_view>

namespace llmsys {

/// What a message may come from; sets are asked in this order.
enum class RuleSet {
  python,   ///< habits of Python
  tensors,  ///< how this framework's tensors are used
  kernels,  ///< kernels and their launches
  language  ///< C++ itself
};

/// The hint of the first rule of a set that fits; empty if none does.
/// @param words  the message    @param line  the student's line it is about
std::string_view hint_of(RuleSet rules, std::string_view words, std::string_view line);

}  // namespace llmsys
