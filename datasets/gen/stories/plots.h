/// @file
/// The plots, each a function.
#pragma once
#include "datasets/gen/stories/plot.h"

namespace llmsys::corpora {

/// "stuck in a tree"
Plot stuck_in_a_tree();
/// "drifting away"
Plot drifting_away();
/// "washed by the sea"
Plot washed_by_the_sea();
/// "a wilting plant"
Plot wilting_plant();
/// "a lost pet"
Plot lost_pet();
/// "a lost wheel"
Plot lost_wheel();
/// "torn cloth"
Plot torn_cloth();
/// "a cracked dish"
Plot cracked_dish();
/// "a stopped clockwork"
Plot stopped_clockwork();
/// "a silent instrument"
Plot silent_instrument();
/// "a homemade machine"
Plot homemade_machine();
/// "lost in the crowd"
Plot lost_in_the_crowd();
/// "fallen through a gap"
Plot through_the_gap();
/// "left on the train"
Plot left_on_the_train();
/// "soaked pages"
Plot soaked_pages();
/// "a locked box"
Plot locked_box();
/// "afraid of the dark"
Plot afraid_of_the_dark();
/// "learning to ride"
Plot learning_to_ride();
/// "new in class"
Plot new_in_class();
/// "a present"
Plot present_for_someone();
/// "a burnt cake"
Plot burnt_cake();
/// "a torn rope"
Plot torn_rope();
/// "stuck on the slope"
Plot stuck_on_the_slope();

}  // namespace llmsys::corpora
