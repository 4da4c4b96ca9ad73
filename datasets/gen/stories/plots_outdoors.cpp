// Plots under the open sky.
#include "datasets/gen/stories/plots.h"

namespace llmsys::corpora {

Plot stuck_in_a_tree() {
  return {.name = "stuck in a tree",
          .objects = {"kite", "balloon", "glider", "parachute", "shuttlecock"},
          .places = {"in the park", "on the meadow", "in the orchard", "on the common", "in the school yard"},
          .times = {"One windy morning", "On a breezy Saturday", "Early in the spring", "After breakfast",
                    "One fresh afternoon"},
          .openings =
              {"{Time}, {name} took {his} {colour} {object} {to}. {Hero} was {a}{trait} {child}, and {he} "
               "[ran|raced|skipped] all the way.",
               "There was once {a}{trait} {child} called {name}. {Time}, {he} went {to} to play with {his} {colour} "
               "{object}.",
               "{Name} had a new {colour} {object}, a birthday present. {Time}, {he} carried it {to}, where {sound}."},
          .problems = {"A [sudden gust|strong gust|wild puff of wind] snatched the {object} and [hung|threw|carried] "
                       "it into the tallest oak. \"{Cry}!\" cried {name}.",
                       "Up flew the {object}, higher and higher, until it [caught|stuck fast] in the branches of a "
                       "chestnut tree. {Name} was {sad}.",
                       "The wind [turned|changed] without warning. A moment later the {object} dangled from a branch, "
                       "far out of reach, and {name} stared up at it."},
          .attempts = {"{Hero} jumped as high as {he} could, but the branch was [far too high|much too high].",
                       "{Hero} threw a shoe at it, and now the shoe hung there too.",
                       "{Hero} shook the tree with both arms. Only {a}{animal} looked down, rather annoyed."},
          .meetings =
              {"Just then {met}, came along the path. \"{Comfort},\" said {helper}.",
               "Luckily {met}, had seen it all. \"{Comfort},\" {helper} called, and fetched a [ladder|long "
               "pole|fishing rod].",
               "Under the next tree sat {met}, with a bowlful of {snack}. \"{Comfort},\" said {helper} with a smile."},
          .fixes = {"Together they leaned a ladder against the tree. {Helper} held it still while {name} climbed up, "
                    "step by step, and [freed|untangled] the {object}.",
                    "{Friend} bent the branch down with a long pole, and {name} [plucked|lifted] the {object} from the "
                    "leaves like a ripe plum.",
                    "They tied a hook to a fishing line. At the third throw {helper} caught the branch, and {name} "
                    "pulled until the {object} dropped into {his} arms."},
          .endings = {"There was hardly a scratch on it. {Name} gave {helper} a [hug|big hug] and shared {snack}. When "
                      "{name} went home that evening, the {colour} {object} was tied safely to {his} wrist.",
                      "\"{Praise}!\" they shouted. {Name} felt {happy}, because {lesson}. From that day on, {name} "
                      "flew the {object} far away from trees.",
                      "Soon it danced in the sky again. {Helper} took a turn as well. That night {name} hung the "
                      "{colour} {object} over the bed and dreamed of clouds."}};
}

Plot drifting_away() {
  return {.name = "drifting away",
          .objects = {"boat", "raft", "ship", "canoe", "sailboat"},
          .places = {"by the pond", "by the lake", "by the river", "at the harbour", "by the stream"},
          .times = {"One sunny morning", "On a hot day in July", "Late in the summer", "One still afternoon",
                    "On the first day of the holidays"},
          .openings = {"{Name} had built a little {colour} {object} out of bark and string. {Time}, {he} set it on the "
                       "water, where {sound}.",
                       "{Time}, {a}{trait} {child} called {name} knelt {at}. {He} had a toy {object} with {a}{colour} "
                       "sail and a crew of acorns.",
                       "The air smelled of {smell}. {Time}, {name} carried {his} {colour} {object} {to} for its very "
                       "first voyage."},
          .problems = {"At first the {object} bobbed near the bank. Then the current took it, and it "
                       "[drifted|sailed|floated] away between the reeds. \"{Cry}!\" cried {name}.",
                       "A [dog|duck|goose|frog] splashed into the water, and the waves pushed the {object} out to the "
                       "middle. {Name} felt {sad}.",
                       "The string slipped, and off went the {object}, [faster and faster|turning in circles|straight "
                       "towards the deep part]. {Name} could only stare."},
          .attempts = {"{Hero} ran along the bank with a stick, but the stick was too short.",
                       "{Hero} blew with all {his} might, which only made the ducks laugh.",
                       "{Hero} tossed pebbles behind it to push it home, but it just rocked and wandered further."},
          .meetings =
              {"On the [bridge|landing|shore] stood {met}, who had been watching. \"{Comfort},\" said {helper}.",
               "Then a [ferry|punt|barge] came round the bend, and in it sat {met}. \"{Comfort}!\" called {helper}.",
               "\"Can I help?\" asked somebody behind the willows. It was {met}, with wet boots. \"{Comfort},\" said "
               "{helper}."},
          .fixes = {"{Friend} knew where the water runs slowly. They waited there with a net, and soon {name} scooped "
                    "up the {object}, dripping but whole.",
                    "{Friend} rowed with long strokes. {Name} leaned over the side, stretched out {his} arm, and "
                    "caught the {object} by its mast.",
                    "They tied two rakes together. {Helper} held on to the bank, {name} reached far out, and inch by "
                    "inch the {object} came back."},
          .endings = {"They dried their socks in the sun and ate {snack}. {Name} tied a longer string to the {object}, "
                      "with a proper sailor's knot.",
                      "\"{Praise}!\" laughed {helper}. On the way home {name} held the {colour} {object} close and "
                      "promised {promise}.",
                      "{Helper} saluted like an admiral. {Name} was {happy}, and the {object} got a new sail, twice as "
                      "big as the old one."}};
}

Plot washed_by_the_sea() {
  return {
      .name = "washed by the sea",
      .objects = {"bucket", "spade", "rake", "shovel", "flag"},
      .places = {"on the beach", "on the sand bank", "by the sea", "in the bay", "under the cliff"},
      .times = {"One bright morning", "On the last day of the holidays", "One Sunday in August",
                "When the tide was out", "Before the crowds came"},
      .openings = {"{Time}, {name} was building a castle {at}. {He} had {a}{colour} {object} and very big plans.",
                   "Nobody built better castles than {name}, {a}{trait} {child} with sandy knees. {Time}, {he} came "
                   "{to} with {his} {colour} {object}.",
                   "{Time}, the air {at} smelled of {smell}. {Name} stuck {his} {colour} {object} into the sand and "
                   "went to look for shells."},
      .problems =
          {"But the sea crept closer. One great wave rolled in, swallowed the towers and [dragged|pulled] the {object} "
           "away. \"{Cry}!\" cried {name}.",
           "When {name} turned around, the tide had come in. The walls were gone, and the {object} was gone with them.",
           "A wave hissed over the moat. It took the {object} along as if it were a feather, and {name} was {sad}."},
      .attempts = {"{Hero} splashed after it up to {his} knees, but the foam hid everything.",
                   "{Hero} dug in the wet sand with bare hands and found only {a}{shine} shell.",
                   "{Hero} shouted at the waves to bring it back. The waves did not listen."},
      .meetings =
          {"{Met}, was walking there with trousers rolled up. \"{Comfort},\" said {helper}. \"What the sea takes, it "
           "likes to return.\"",
           "A shadow fell on the sand. It was {met}. \"{Comfort},\" said {helper}, and shaded both eyes to look.",
           "Beside the rocks {met}, was mending a net. \"{Comfort},\" said {helper}. \"I know this tide well.\""},
      .fixes = {"They walked along the line of seaweed. Behind the third rock {helper} pointed, and there lay the "
                "{object}, polished by the waves. {Name} [picked it up|hugged it].",
                "{Friend} cast a net once, twice, three times. The third time {name} saw something {colour} in it: the "
                "{object}!",
                "They sat down and waited until the water fell. Then {helper} spotted a tip in the mud, and {name} "
                "pulled out the {object} with a loud plop."},
      .endings = {"Before supper they built a new castle, far up on the shore. On its highest tower {name} planted the "
                  "{colour} {object}.",
                  "\"{Praise}!\" said {helper}. They shared {snack}, and {name} washed the {object} until it shone.",
                  "{Name} was {happy} and learned that {lesson}. All the way home the {colour} {object} "
                  "[rattled|swung|bounced] on {his} shoulder."}};
}

Plot wilting_plant() {
  return {
      .name = "a wilting plant",
      .objects = {"sunflower", "pumpkin", "tulip", "fern", "cactus"},
      .places = {"in the garden", "on the balcony", "in the courtyard", "behind the cottage", "in the greenhouse"},
      .times = {"One warm morning", "In the middle of June", "After a week without rain", "Soon after the holidays"},
      .openings = {"{Name} was {a}{trait} {child} who loved things that grow. {At}, {he} kept one special {object} in "
                   "{a}{colour} pot.",
                   "In spring {name} had planted a seed {at}. Now it was a fine {object}, and {name} had painted its "
                   "pot {colour} with {his} own brush.",
                   "{Time}, {name} went out to greet {his} {object}. It lived {at} in {a}{colour} pot, and {he} talked "
                   "to it every day."},
      .problems =
          {"{Time}, the {object} hung its head. Its leaves were [dry|limp|curled] and it looked very tired. "
           "\"{Cry}!\" said {name}.",
           "But a hungry snail had found the {object} in the night. Half a leaf was missing, and {name} was {sad}.",
           "Then a storm came over the roofs. It bent the {object} nearly to the ground, and {name} thought it would "
           "break."},
      .attempts = {"{Hero} gave it a whole can of water, and then another, but that only made a puddle.",
                   "{Hero} sang to it and told it {his} best joke. It did not help at all.",
                   "{Hero} propped it up with a spoon. The spoon fell over."},
      .meetings =
          {"Over the fence looked {met}. \"{Comfort},\" said {helper}. \"Plants tell us what they need, if we look "
           "closely.\"",
           "{Met}, stopped at the gate with a [wheelbarrow|watering can|sack of earth]. \"{Comfort},\" said {helper}.",
           "So {hero} asked for advice. {Met}, came at once. \"{Comfort},\" said {helper}, and felt the soil with one "
           "finger."},
      .fixes = {"{Friend} brought a strong stick and some soft wool. {Name} tied the stem to it, not too tight, and "
                "moved the {object} into the shade.",
                "They loosened the soil and mixed in good dark earth. {Name} gave the {object} a little water, "
                "[mornings and evenings|every evening], and waited.",
                "{Friend} laid a circle of crushed eggshells on the ground, which snails do not like. {Name} carried "
                "the {object} to a place with morning sun."},
      .endings = {"After three days the first leaf stood up, then the next. {Name} danced around the {object} and "
                  "brought {helper} some {snack}.",
                  "By the end of the month it was taller than before. \"{Praise}!\" said {helper}. {Name} put a sign "
                  "beside the {object}: please say hello.",
                  "{Helper} came often to look. {Name} had learned that {lesson}, and the {object} in its {colour} pot "
                  "grew and grew."}};
}

Plot lost_pet() {
  return {.name = "a lost pet",
          .objects = {"kitten", "puppy", "rabbit", "hamster", "tortoise", "parrot", "lamb"},
          .places = {"near the forest", "on the farm", "behind the village", "beside the mill"},
          .times = {"One foggy morning", "On a quiet Tuesday", "Just before dinner", "One mild evening"},
          .openings = {"{Name} lived {at} with a small {object} that wore {a}{colour} ribbon. {He} took it along "
                       "wherever {he} went.",
                       "{Name} was {a}{trait} {child}, and {his} best friend was {a}{object} with {a}{colour} ribbon. "
                       "They lived {at}.",
                       "A young {object} with {a}{colour} ribbon had come to live with {name}, {at}. {Name} fed it "
                       "every day and told it {his} secrets."},
          .problems = {"{Time}, the gate stood open and the {object} was gone. \"{Cry}!\" cried {name}.",
                       "{Time}, a [goose|donkey|crow|dog] made a terrible noise. The frightened {object} ran off, and "
                       "{name} could not see where.",
                       "{Time}, {name} called and called, but no {object} came. {Hero} was {sad}."},
          .attempts = {"{Hero} looked under the bed, behind the stove and inside the laundry. Nothing.",
                       "{Hero} followed a trail of tiny prints, but it ended at a puddle.",
                       "{Hero} rattled a food dish so loudly that the neighbours opened their windows."},
          .meetings =
              {"{Met}, heard the noise and came out with a candle. \"{Comfort},\" said {helper}. \"Where would you "
               "hide if you were small?\"",
               "Halfway down the lane {hero} met {met}. \"{Comfort},\" said {helper}. \"Four eyes see more than two.\"",
               "{Met}, was just closing the shutters. \"{Comfort},\" said {helper}, and put on a warm vest."},
          .fixes = {"They walked slowly and kept very still. Then {helper} heard a tiny sound in a hollow log. {Name} "
                    "knelt down, and out crept the {object}.",
                    "{Friend} put a dish of {snack} by the hedge. They waited without a word until a nose appeared, "
                    "and {name} gently lifted the {object} out of the leaves.",
                    "{Friend} knew a warm spot behind the barn. There, in the hay, lay the {object}, fast asleep, and "
                    "{name} woke it with a whisper."},
          .endings = {"\"{Praise}!\" said {helper} softly. {Name} carried the {object} home inside {his} sweater and "
                      "mended the gate that very evening.",
                      "They all had {snack} to celebrate. That night the {object} slept at the feet of {name}, and its "
                      "{colour} ribbon never came undone.",
                      "{Helper} laughed with joy. {Name} was {happy}, because {lesson}. The {object} only yawned and "
                      "curled up on {name}'s lap."}};
}

}  // namespace llmsys::corpora
