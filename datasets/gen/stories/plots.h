/// @file
/// The plots, each a function.
#pragma once
#include "datasets/gen/stories/plot.h"

namespace llmsys::corpora {

/// A toy flies into a tree.
Plot stuck_in_a_tree();
/// A toy boat leaves.
Plot drifting_away();
/// The tide takes a toy.
Plot washed_by_the_sea();
/// A plant is not well.
Plot wilting_plant();
/// An animal has run away.
Plot lost_pet();

}  // namespace llmsys::corpora
