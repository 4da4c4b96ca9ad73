/// @file
/// What a worker's last words and its end mean for a test.
#pragma once
#include <string>

#include "autograder/judge/grade_failure.h"
#include "autograder/judge/worker_output.h"
#include "autograder/judge/worker_process.h"

namespace llmsys {

/// Where a worker was when it last said so: "labs/00_warm_up/bigram.cpp:12 in bigram_counts\n  called at ..."; empty if it did not.
std::string last_place(const std::string& program, const WorkerOutput& output, const Limits& limits);

/// Waits for the end of a worker that has closed its channel, and says what it died of, and where.
GradeFailure end_of(const std::string& program, WorkerProcess& worker, WorkerOutput& output, const Limits& limits);

}  // namespace llmsys
