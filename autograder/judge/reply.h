/// @file
/// What a reply means for a test.
#pragma once
#include <string>

#include "autograder/protocol/message.h"

namespace llmsys {

/// The values of a reply. @param asked  the scenario, for the message
/// @throws GradeFailure (fail, memory) for an exception on the other side
Values outputs_of(const Reply& reply, const std::string& asked);

}  // namespace llmsys
