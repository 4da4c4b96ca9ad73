/// @file
/// Where an exception was thrown: those of the standard library do not say it.
#pragma once

namespace llmsys {

/// Notes the stack of a throw. throw_hook.cpp calls it for each; only the last one is known, and none after many of them, as a
/// program may throw a million times.
/// @param object  what is thrown, where the run-time library keeps it
void note_throw(const void* object);

/// In a handler: prints the stack of the exception that is being handled, as a line that crash_report.h describes, if it is known.
void say_where_thrown();

}  // namespace llmsys
