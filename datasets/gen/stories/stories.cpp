#include "datasets/gen/stories/stories.h"

#include "datasets/gen/documents.h"
#include "datasets/gen/stories/pick.h"
#include "datasets/gen/stories/plots.h"
#include "datasets/gen/stories/teller.h"
#include "framework/base/error.h"

namespace llmsys::corpora {

const std::vector<Plot>& plots() {
  static const std::vector<Plot> kPlots = {
      stuck_in_a_tree(),  drifting_away(),      washed_by_the_sea(), wilting_plant(),     lost_pet(),
      lost_wheel(),       torn_cloth(),         cracked_dish(),      stopped_clockwork(), silent_instrument(),
      homemade_machine(), lost_in_the_crowd(),  through_the_gap(),   left_on_the_train(), soaked_pages(),
      locked_box(),       afraid_of_the_dark(), learning_to_ride(),  new_in_class(),      present_for_someone(),
      burnt_cake(),       torn_rope(),          stuck_on_the_slope()};
  return kPlots;
}

std::string story(uint64_t seed, int64_t index) {
  LLMSYS_CHECK(ValueError, index >= 0, "[story] index must not be negative, got ", index);
  Rng rng(seed, static_cast<uint64_t>(index));
  const Plot& plot = pick(plots(), rng);
  Teller teller(plot, rng);
  std::string out = teller.tell(plot.openings);  // one after another: each part goes on where the last one ended
  out.append("\n").append(teller.tell(plot.problems));
  out.append(" ").append(teller.tell(plot.attempts));
  out.append("\n").append(teller.tell(plot.meetings));
  out.append(" ").append(teller.tell(plot.fixes));
  return out.append("\n").append(teller.tell(plot.endings));
}

std::string stories(uint64_t seed, int64_t count) {
  LLMSYS_CHECK(ValueError, count >= 0, "[stories] count must not be negative, got ", count);
  std::vector<std::string> out;
  for (int64_t i = 0; i < count; ++i) out.push_back(story(seed, i));
  return join_documents(out);
}

}  // namespace llmsys::corpora
