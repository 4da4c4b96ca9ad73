/// @file
/// Words for a race: what happened, and why nothing orders it.
#pragma once
#include "framework/simt/check/race_test.h"
#include "framework/simt/check/scene.h"
#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

/// What else the launch did to order its threads.
struct RaceContext {
  bool flags_used = false;  ///< atomics or volatile accesses
  bool fenced = false;      ///< __threadfence() or __threadfence_block()
};

/// race_shared or race_global.
FindingKind kind_of(const Race& race);
/// The finding; where its file and line belong they are left to the Symbolizer.
Finding describe(const Race& race, const Scene& scene, const RaceContext& context);

}  // namespace llmsys::simt
