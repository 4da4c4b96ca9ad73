/// @file
/// Stubs are generated: a solution file with what lies between its markers taken out.
///
/// In a solution:
/// @code
///   // BEGIN SOLUTION task 4.2 attention
///   return matmul(softmax(scores), v);
///   // END SOLUTION
/// @endcode
/// becomes in the stub a throw of NotImplemented("lab04 task 4.2: attention is not written yet"). Where code runs on the
/// device, in a .cu file, the marker says so, `// BEGIN SOLUTION task 4.2 device attention_kernel`, and the stub holds
/// LLMSYS_DEVICE_NOT_IMPLEMENTED(...) of framework/device/not_implemented.h instead. Lines between `// STUB` and
/// `// END SOLUTION`, each a comment, replace the throw: the stub then holds those lines, without the comment sign.
#pragma once
#include <string>
#include <vector>

namespace llmsys {

/// A marked region of a solution.
struct MarkedRegion {
  std::string task;    ///< "4.2"
  int begin_line = 0;  ///< of the BEGIN marker, from 1
  int lines = 0;       ///< lines of code: not blank, not only a comment or brackets
  int end_line = 0;    ///< of the marker that ends the solution's lines, END or STUB
};

/// The stub of a solution.
/// @param lab   "lab04": starts the message    @param name  shown in errors
/// @throws ValueError for a marker that is nested, unclosed, unopened or misspelt, with name and line
std::string make_stub(const std::string& solution, const std::string& lab, const std::string& name);

/// The regions of a solution; errors as make_stub().
std::vector<MarkedRegion> marked_regions(const std::string& solution, const std::string& name);

}  // namespace llmsys
