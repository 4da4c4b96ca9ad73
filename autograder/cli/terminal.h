/// @file
/// What standard output leads to.
#pragma once

namespace llmsys {

/// Columns of the terminal; 0 where the output goes elsewhere: then lines are as long as they are.
int terminal_columns();

/// Whether to print colours: to a terminal that knows them, unless NO_COLOR is set and not empty (https://no-color.org).
bool color_wanted();

}  // namespace llmsys
