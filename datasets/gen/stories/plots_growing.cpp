// Plots in which somebody learns, gives or dares.
#include "datasets/gen/stories/plots.h"

namespace llmsys::corpora {

Plot afraid_of_the_dark() {
  return {
      .name = "afraid of the dark",
      .objects = {"lantern", "nightlight", "flashlight"},
      .places = {"in the caravan", "in the cabin", "at the end of the corridor", "in the tower room",
                 "in the tree house"},
      .times = {"One moonless night", "On the first night of the trip", "Late one evening", "At midnight",
                "After the campfire"},
      .openings =
          {"{Name} was {a}{trait} {child}, but not in the dark. {He} never went to sleep without {his} {colour} "
           "{object}.",
           "{Time}, {name} lay awake {at}. {His} {colour} {object} glowed beside the pillow, and {sound}.",
           "{Time}, the others were already snoring {at}. Only {name} sat up, close to {his} {colour} {object}."},
      .problems =
          {"Then the {object} flickered and went out. \"{Cry}!\" whispered {name}, and pulled up the sheet.",
           "Something creaked. The {object} grew dim, then dimmer, and {name} could not even see {his} own hands.",
           "Pop! It was pitch dark. The {object} had stopped working, and {name} was {sad}."},
      .attempts = {"{Hero} shook it and knocked on it, but there was not a spark.",
                   "{Hero} counted sheep. At number thirty they all turned into wolves.",
                   "{Hero} hummed a song, very softly, and forgot the second verse."},
      .meetings =
          {"\"Are you awake, too?\" asked somebody. It was {met}. \"{Comfort},\" said {helper}.",
           "{Met}, came on tiptoe, in thick socks. \"{Comfort},\" said {helper}. \"The dark is only the day with its "
           "eyes closed.\"",
           "A floorboard squeaked, and there stood {met}. \"{Comfort},\" said {helper}, and sat down on the floor."},
      .fixes = {"{Friend} opened the shutters, and the sky was full of stars. While they looked, {name} put a new "
                "battery into the {object}, just by touch.",
                "{Friend} explained every noise: the wind, a mouse, the old pipes. Then {name} tightened the bulb of "
                "the {object}, and it glowed again.",
                "They listened together until {name} was not afraid. {Helper} found a match, and soon the {object} "
                "burned with a small, steady flame."},
      .endings = {
          "But {name} did not need it so much any more. {He} turned down the {object}, to see the stars better.",
          "\"{Praise}!\" whispered {helper}. {Name} hung the {colour} {object} by the door, in case someone else might "
          "be frightened.",
          "{Name} slept until breakfast. The {colour} {object} shone all night, and nobody had noticed when {he} "
          "stopped holding it."}};
}

Plot learning_to_ride() {
  return {
      .name = "learning to ride",
      .objects = {"bicycle", "skateboard", "unicycle", "pony"},
      .places = {"in the playground", "on the long road", "behind the church", "on the race track", "in the alley"},
      .times = {"One clear morning", "On a dry Sunday", "During the spring holidays", "Every day after school",
                "On the quiet side of noon"},
      .openings = {"{Name} wanted to ride more than anything. {Time}, {he} brought {a}{colour} {object} {to}.",
                   "{Time}, {name} stood {at} beside {a}{colour} {object} that seemed twice as tall as {himself}.",
                   "Everyone in the street could ride, except {name}, {a}{trait} {child}. {Time}, {he} led {his} "
                   "{colour} {object} {to}."},
      .problems =
          {"{Hero} got on, wobbled to the left, wobbled to the right, and sat on the ground. The {object} had won, and "
           "{name} was {sad}.",
           "The {object} set off before {hero} was ready. \"{Cry}!\" shouted {name}, and landed in a hedge.",
           "Three times {hero} climbed on, and three times the {object} threw {him} off. {Name} rubbed a sore elbow."},
      .attempts = {"{Hero} tied a pillow to the seat of {his} trousers. It helped only with the landing.",
                   "{Hero} closed {his} eyes and hoped, which is not how it is done.",
                   "{Hero} gave the beast a stern talk. It did not seem impressed."},
      .meetings = {"{Met}, leaned on the fence. \"{Comfort},\" said {helper}. \"I fell a hundred times.\"",
                   "Somebody clapped, not to tease but to cheer. It was {met}. \"{Comfort},\" said {helper}.",
                   "On a bench near by sat {met}. \"{Comfort},\" said {helper}. \"Look where you want to go, not at "
                   "your feet.\""},
      .fixes = {"{Friend} held on and ran alongside, puffing. When {name} looked back, there was nobody holding the "
                "{object} at all.",
                "They began very slowly, with one finger for balance. {Helper} took the finger away, and {name} rode "
                "the {object} in a straight line.",
                "{Friend} drew a line of chalk on the ground. {Name} followed it with the {object}, first ten steps, "
                "then twenty, then all of it."},
      .endings = {
          "\"{Praise}!\" shouted {helper}. {Name} rode the {colour} {object} around and around until the lamps were "
          "lit.",
          "{Name} was {happy}. {His} knees were full of bruises, but {he} and the {object} were friends now.",
          "That evening {name} told everybody at home. \"{Lesson},\" {he} said, and patted the {colour} {object}."}};
}

Plot new_in_class() {
  return {
      .name = "new in class",
      .objects = {"puzzle", "game", "yo-yo", "chessboard", "football", "jigsaw"},
      .places = {"at the school", "in the new classroom", "in the youth club", "in the playground",
                 "on the school bus"},
      .times = {"One Monday", "On the first day of the term", "One long break", "After the summer",
                "One February morning"},
      .openings =
          {"{Time}, {name} sat {at} and knew nobody. In {his} satchel was {a}{colour} {object} from the old days.",
           "{Name} had just moved to this town. {Time}, {he} came {to} with {a}{colour} {object} and a fluttering "
           "heart.",
           "{Time}, {name}, {a}{trait} {child}, held {a}{colour} {object} in {his} hands and looked around {at}."},
      .problems = {"The others were laughing in groups. A {object} is no fun alone, and {name} was {sad}.",
                   "Everyone seemed to have a friend already. {Name} put the {object} back and stared at {his} shoes.",
                   "When {hero} wanted to speak, no word came out. {Name} hid behind the {object}."},
      .attempts = {"{Hero} practised saying hello to {a}{animal} on the windowsill.",
                   "{Hero} smiled at the whole front row, which was looking the other way.",
                   "{Hero} pretended to be very busy with a pencil."},
      .meetings = {"Then {met}, pulled up a chair. \"{Comfort},\" said {helper}. \"I was new here once.\"",
                   "\"Is that yours?\" asked {met}. \"I have never seen such a {shine} one,\" said {helper}.",
                   "{Met}, noticed it from across the room. \"{Comfort},\" said {helper}. \"May I join in?\""},
      .fixes = {"{Name} explained the rules, and {helper} got them all wrong on purpose. They laughed so loudly that "
                "others came to see the {object}, and {name} made room for them.",
                "{Friend} invited two more. In no time there was a circle around the {object}, and {name} was in the "
                "middle of it.",
                "They tried a trick together. At first it went wrong, then {helper} had an idea, {name} did it with "
                "the {object}, and everybody cheered."},
      .endings = {"After school five children walked home with {name}. The {colour} {object} went from hand to hand.",
                  "\"{Praise}!\" said {helper}. The next day {name} lent {his} {colour} {object} to a shy newcomer, "
                  "because {lesson}.",
                  "{Name} was {happy}. {He} left the {colour} {object} on the shelf {at}, so that anyone could play."}};
}

Plot present_for_someone() {
  return {
      .name = "a present",
      .objects = {"card", "necklace", "bracelet", "garland", "crown", "painting", "wreath"},
      .places = {"at the kitchen table", "in the art room", "on the veranda", "by the fire", "in the summer house"},
      .times = {"One day before the birthday", "On a snowy Sunday", "One secret afternoon", "Before anyone was awake",
                "The night before the feast"},
      .openings = {"{Time}, {name} was making {a}{colour} {object} {at}. It was to be a present for {his} mother.",
                   "{Name} had saved no money, but {he} was {a}{trait} {child} with an idea. {Time}, {at}, {he} began "
                   "to make {a}{colour} {object}.",
                   "Glue, paper, beads and string lay {at}. {Time}, {name} bent over {a}{colour} {object}, a surprise "
                   "for {his} little brother."},
      .problems =
          {"It was nearly done when {a}{animal} walked right across the {object}. \"{Cry}!\" cried {name}.",
           "But the best part of the {object} would not stay on. It dropped off again and again, and {name} was {sad}.",
           "Then a glass tipped over. The {object} was soaked, and {name} put {his} head in {his} hands."},
      .attempts = {"{Hero} started all over again, but there was not enough paper.",
                   "{Hero} covered the spot with glitter. Now it was a glittering spot.",
                   "{Hero} squeezed out the very last drop of glue, mostly onto {his} chin."},
      .meetings = {"{Met}, peeped around the corner. \"{Comfort},\" said {helper}. \"I can keep a secret.\"",
                   "There was a knock, and in came {met}. \"{Comfort},\" said {helper}, and put the kettle on.",
                   "{Met}, was searching for a pair of scissors. \"{Comfort},\" said {helper}. \"It only needs a "
                   "little courage.\""},
      .fixes =
          {"{Friend} painted a flower in one corner with three strokes of a brush. {Name} added many more, until the "
           "{object} looked like a garden.",
           "{Friend} showed how to tie a knot that never slips. {Name} tied eleven of them, and the {object} held.",
           "They gathered leaves, feathers and shiny foil. {Helper} cut, {name} glued, and the {object} became finer "
           "than the plan."},
      .endings = {
          "On the great day there were happy tears. {Name} had never seen anyone so pleased with a {object}.",
          "\"{Praise}!\" whispered {helper} behind the door. {Name} beamed when the {colour} {object} was unwrapped.",
          "They ate {snack}, and everybody admired the {object}. {Name} was {happy}, for {lesson}."}};
}

Plot burnt_cake() {
  return {
      .name = "a burnt cake",
      .objects = {"cake", "pie", "tart", "loaf"},
      .places = {"in the bakery", "in the big kitchen", "in the school kitchen", "at the inn", "in the farmhouse"},
      .times = {"One busy morning", "On the day of the fair", "The day before Easter", "Before the guests came",
                "On {his} birthday"},
      .openings = {"{Name} was {a}{trait} {child} who liked to bake. There was to be a {object} with {colour} icing, "
                   "and {he} had written the recipe {himself}.",
                   "The air smelled of {smell} and cinnamon. {At}, {name} stirred and tasted: {he} was making a "
                   "{object} with {colour} icing.",
                   "{Name} had promised to bring a {object} with {colour} icing. So {he} stood {at} with flour up to "
                   "{his} ears."},
      .problems =
          {"But {name} forgot the time. When {he} opened the oven, the {object} was as dark as coal. \"{Cry}!\"",
           "Then the middle sank with a sigh. The {object} looked like a crater, and {name} was {sad}.",
           "One taste, and {name} shuddered. There was salt in the {object} instead of sugar!"},
      .attempts = {"{Hero} scraped it with a knife until hardly anything was left.",
                   "{Hero} poured sauce over it. It looked like a swamp.",
                   "{Hero} offered a crumb to {a}{animal}, which politely said no."},
      .meetings =
          {"The smoke had called {met}. \"{Comfort},\" said {helper}, and rolled up both sleeves.",
           "{Met}, sniffed at the door. \"{Comfort},\" said {helper}. \"We have an hour.\"",
           "On the back step sat {met}, peeling carrots. \"{Comfort},\" said {helper}. \"Cooks have to be brave.\""},
      .fixes = {"{Friend} cracked the eggs, {name} whisked until {his} arm ached, and this time they watched the "
                "{object} rise, minute by minute.",
                "They filled the hole with berries and cream. {Helper} held the spoon, {name} smoothed the top, and "
                "the {object} looked like a mountain in spring.",
                "{Friend} measured, {name} mixed, and both of them tasted twice. The new {object} came out light and "
                "sweet."},
      .endings = {
          "\"{Praise}!\" said {helper}. {Name} spread the {colour} icing, and not one crumb of the {object} was left "
          "over.",
          "Everyone asked for the recipe. {Name} was {happy} and cut the biggest slice of the {object} for {helper}.",
          "{Name} wrote a new line at the end of the recipe: {lesson}. Then {he} set the {object} with its {colour} "
          "icing in the window."}};
}

Plot torn_rope() {
  return {
      .name = "a torn rope",
      .objects = {"swing", "hammock", "tent", "seesaw", "slide"},
      .places = {"under the walnut tree", "at the camp", "behind the house", "by the waterfall", "on the hill"},
      .times = {"One hot noon", "On midsummer day", "One Saturday in June", "After a night of rain",
                "When the blossoms opened"},
      .openings =
          {"{At}, there was {a}{colour} {object}, and it was the favourite place of {name}. {Time}, {he} ran there as "
           "fast as {he} could.",
           "{Time}, {name} put up {a}{colour} {object} {at}. {Hero} was {a}{trait} {child}, and {he} did it all alone.",
           "{Name} and {his} cousins took turns with the {colour} {object} {at}. {Time}, it was {his} turn at last."},
      .problems =
          {"Suddenly a rope tore. The {object} sagged to one side, and {name} rolled into the grass. \"{Cry}!\"",
           "In the night the wind had pulled at the {object}. Now half of it lay in the nettles, and {name} was {sad}.",
           "There was a crack above. A peg had come loose, and the {object} folded up around {name} like a pancake."},
      .attempts = {"{Hero} knotted the ends together, but the knot slid open under {his} weight.",
                   "{Hero} put a stone here and a log there. It looked odd and felt worse.",
                   "{Hero} held one corner in {his} teeth. That was no good for talking."},
      .meetings = {"{Met}, was out for a walk. \"{Comfort},\" said {helper}. \"I used to sail, and I know my ropes.\"",
                   "Over the grass came {met}, with a hammer and a grin. \"{Comfort},\" said {helper}.",
                   "Even from far away {met}, had heard the crash. \"{Comfort},\" said {helper}."},
      .fixes = {"{Friend} taught {name} three knots and a rhyme to remember them. Soon the {object} was up again, and "
                "{name} tested it with a jump.",
                "{Friend} brought a new rope, as thick as a wrist. They threw it over the bough, and {name} fastened "
                "the {object} with a double loop.",
                "They carved two strong pegs. {Helper} hammered, {name} pulled, and the {object} stood as firm as a "
                "church."},
      .endings = {"\"{Praise}!\" said {helper}, who was the first to try it. {Name} lay back and looked up, and the "
                  "{object} creaked happily.",
                  "They shared {snack} there until dusk. {Name} felt {happy}, and the {colour} {object} moved gently "
                  "in the breeze.",
                  "{Name} now checks every rope of the {object} in spring. {Lesson}, and a good knot helps, too."}};
}

Plot stuck_on_the_slope() {
  return {
      .name = "stuck on the slope",
      .objects = {"sled", "sleigh", "toboggan", "snowboard"},
      .places = {"on the snowy hill", "above the village", "on the steep meadow", "near the ski hut",
                 "at the edge of the woods"},
      .times = {"One frosty morning", "On the first day of winter", "One afternoon in January", "After a night of snow",
                "On Christmas Eve"},
      .openings = {"{Time}, {name} pulled {his} {colour} {object} up the slope. {Hero} was {a}{trait} {child} with "
                   "woolly mittens and cold ears.",
                   "Snow lay on every roof. {Time}, {name} came out with {his} {colour} {object}, and {his} breath "
                   "made little clouds.",
                   "{Name} had waxed the {colour} {object} for three evenings, until {his} arms ached. {Time}, it was "
                   "ready, and {sound}."},
      .problems =
          {"Down it went like the wind, and then, whump! The {object} was buried in a snowdrift, and {name} was {sad}.",
           "A hidden root caught it. The {object} stuck fast in the ice, and {name} slid on without it. \"{Cry}!\"",
           "Halfway down, the {object} broke through the crust and disappeared. {Name} looked into a deep hole."},
      .attempts = {"{Hero} dug with mittens until {his} fingers tingled.",
                   "{Hero} pulled at the cord, and the cord came off.",
                   "{Hero} breathed on the ice to melt it. It would have taken until Easter."},
      .meetings =
          {"{Met}, stamped over in tall boots. \"{Comfort},\" said {helper}. \"Snow is only water with a stiff neck.\"",
           "From the hut waved {met}. \"{Comfort},\" said {helper}, and brought a kettle.",
           "Two dogs barked, and behind them came {met}. \"{Comfort},\" said {helper}."},
      .fixes = {"{Friend} pushed a plank underneath. They leaned on it, one, two, three, and {name} pulled the "
                "{object} free.",
                "{Friend} poured warm water around the edge. The ice cracked, and {name} rocked the {object} until it "
                "came loose.",
                "They trampled a path in the snow. {Helper} dug on one side, {name} on the other, until the {object} "
                "slid out by itself."},
      .endings = {
          "Then they rode down together, twice. {Name} steered the {object}, and {helper} screamed the whole way.",
          "\"{Praise}!\" said {helper}. By the stove there was {snack}, and {name} dried the {colour} {object} with a "
          "towel.",
          "{Name} was {happy}. At dusk {he} parked the {colour} {object} under the eaves and promised {promise}."}};
}

}  // namespace llmsys::corpora
