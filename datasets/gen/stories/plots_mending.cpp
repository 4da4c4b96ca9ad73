// Plots in which something is mended.
#include "datasets/gen/stories/plots.h"

namespace llmsys::corpora {

Plot lost_wheel() {
  return {
      .name = "a lost wheel",
      .objects = {"wagon", "cart", "scooter", "tractor", "tricycle", "truck"},
      .places = {"on the gravel road", "behind the station", "in the lane", "at the crossroads", "beside the barn"},
      .times = {"One busy morning", "On market day", "One Friday after school", "At harvest time",
                "Before the sun was high"},
      .openings = {"{Time}, {name} rolled out {his} {colour} {object}. {Hero} was {a}{trait} {child} with a load of "
                   "[firewood|turnips|old newspapers] to deliver.",
                   "{Name} drove {his} {colour} {object} everywhere: to the well, to the mill, even to the breakfast "
                   "table. {Time}, {he} was out {at}.",
                   "The {colour} {object} had belonged to a cousin before it came to {name}. {Time}, {he} took it "
                   "{to}, humming a tune."},
      .problems = {"Crack! A wheel jumped off the {object} and hopped into a ditch. \"{Cry}!\" shouted {name}.",
                   "There was a bump, then a crunch, and the {object} sat crooked in the dust with only half its "
                   "wheels. {Name} was {sad}.",
                   "Suddenly the {object} wobbled, leaned over and stopped. An axle was broken, and {name} scratched "
                   "{his} head."},
      .attempts = {"{Hero} pushed the wheel back on, but it fell off again after three steps.",
                   "{Hero} tied everything together with a shoelace. The shoelace snapped.",
                   "{Hero} tried to pull the whole thing home, and it was far too heavy."},
      .meetings = {"A van slowed down behind the hedge, and {met}, jumped off. \"{Comfort},\" said {helper}. \"Wheels "
                   "are my favourite trouble.\"",
                   "From an open workshop came {met}, with a hammer in one hand. \"{Comfort},\" said {helper}.",
                   "{Met}, stopped to look. \"{Comfort},\" said {helper}. \"We will have it rolling before noon.\""},
      .fixes = {"{Friend} whittled a new pin from a hazel branch. {Name} tapped it in with a stone, and the {object} "
                "stood straight again.",
                "{Friend} found a bolt that fitted exactly. {Name} turned the screw, twelve times around, until the "
                "wheel of the {object} was tight.",
                "While {helper} lifted, {name} slid the wheel into place and rubbed it with grease. The {object} "
                "rolled without a squeak."},
      .endings = {
          "\"{Praise}!\" cried {helper}, and rode along for the first hundred steps. {Name} rang the bell of the "
          "{object} at every corner.",
          "{Name} was {happy} and offered {helper} {snack}. The {colour} {object} reached the village just in time.",
          "Now a spare pin hangs from the {object} on a string. {Name} knows how to fit it, because {lesson}."}};
}

Plot torn_cloth() {
  return {
      .name = "torn cloth",
      .objects = {"coat", "cloak", "apron", "cape", "blanket", "quilt", "jacket"},
      .places = {"by the thorn bushes", "at the garden gate", "on the stairs", "in the hay loft", "near the fence"},
      .times = {"One cold morning", "On the first day of autumn", "One Wednesday", "The day before the party",
                "When the first snow fell"},
      .openings = {"{Name} had {a}{colour} {object} that [an aunt|a great-aunt|a godmother] had sewn. {Time}, {he} "
                   "wore it for the first time.",
                   "{Time}, {a}{trait} {child} called {name} wrapped {himself} in {a}{colour} {object} and went out to "
                   "look for adventures.",
                   "Of all the things in the wardrobe {name} loved one most: a soft {colour} {object}. {Time}, {he} "
                   "put it around {his} shoulders."},
      .problems =
          {"But {at} something pulled. Rip! There was a long tear in the {object}, and {name} was {sad}.",
           "A rusty nail {at} caught the cloth. \"{Cry}!\" cried {name}, when a piece of the {object} stayed behind.",
           "A [goat|dog|goose|donkey] grabbed a corner of the {object} {at} and would not let go. Threads flew, and "
           "{name} saw a hole as big as a fist."},
      .attempts = {"{Hero} held the edges together with a paper clip, but it slipped off at once.",
                   "{Hero} tried to sew it alone. After four stitches {he} had sewn {his} own sleeve to the table.",
                   "{Hero} painted over the hole, which made it worse."},
      .meetings =
          {"{Met}, noticed the long face. \"{Comfort},\" said {helper}, and took out a tin full of buttons.",
           "In the kitchen sat {met}, with needle and thread. \"{Comfort},\" said {helper}. \"Cloth forgives nearly "
           "everything.\"",
           "So {hero} knocked at the door of {met}. \"{Comfort},\" said {helper}, and put on a pair of round glasses."},
      .fixes = {"{Friend} showed how to make tiny stitches. {Name} pricked {his} thumb twice, but in the end the seam "
                "of the {object} was as straight as a ruler.",
                "{Friend} cut a patch in the shape of a star. {Name} sewed it onto the {object}, first the corners, "
                "then the sides.",
                "They chose a piece of velvet from the cupboard. {Helper} pinned it, {name} stitched it, and soon the "
                "{object} was whole."},
      .endings = {"In the evening {name} counted the stitches: forty-one. The {colour} {object} was warmer than ever, "
                  "and {he} felt {happy}.",
                  "\"{Praise}!\" said {helper}, and turned {name} around in front of the mirror. The {object} looked "
                  "better than new.",
                  "They drank {snack} by the stove. Whenever somebody asks about the patch, {name} tells how the "
                  "{object} was saved and that {lesson}."}};
}

Plot cracked_dish() {
  return {
      .name = "a cracked dish",
      .objects = {"teapot", "cup", "mug", "vase", "plate", "bowl", "jug"},
      .places = {"in the kitchen", "on the terrace", "in the dining room", "in the pantry", "at the long table"},
      .times = {"One rainy afternoon", "On Sunday", "Shortly before tea time", "One evening in winter",
                "While the scones were in the oven"},
      .openings = {"{Time}, {name} laid the table {at}. In the middle {he} put the old {colour} {object}, because "
                   "guests were coming.",
                   "The {colour} {object} was older than anyone in the house. {Time}, {name}, {a}{trait} {child}, was "
                   "allowed to carry it in {his} own two hands.",
                   "{Name} wanted to surprise everybody. {Time}, {he} polished the best {colour} {object} {at} until "
                   "it gleamed."},
      .problems = {"Then {his} foot caught the rug. The {object} flew through the air and landed in two pieces. "
                   "\"{Cry}!\" whispered {name}.",
                   "A [cat|squirrel|robin|magpie] jumped onto the sill and startled {him}. Clink! A crack ran across "
                   "the {object}, and {name} was {sad}.",
                   "It was slippery with soap. It slid out of {his} fingers, and a corner of the {object} broke off. "
                   "{Name} stood as still as a statue."},
      .attempts = {"{Hero} held the pieces together and hoped they would grow back. They did not.",
                   "{Hero} thought of hiding it under the sofa, but that did not feel right.",
                   "{Hero} used a bit of sticky tape, and it came off in the warm steam."},
      .meetings =
          {"{Met}, came in and saw what had happened. \"{Comfort},\" said {helper}. \"Thank you for telling the "
           "truth.\"",
           "With hot cheeks {hero} went to {met}. \"{Comfort},\" said {helper} kindly, and cleared a space on the "
           "workbench.",
           "\"Who dropped something?\" called a voice. In the doorway stood {met}. \"{Comfort},\" said {helper}."},
      .fixes = {"{Friend} stirred a thick glue. {Name} pressed the pieces together and counted to three hundred, and "
                "the {object} held.",
                "{Friend} knew a trick from far away: glue mixed with gold dust. {Name} painted it along the crack, "
                "and a shining line ran across the {object}.",
                "They sanded the sharp edges. {Helper} steadied the {object}, {name} dabbed on the glue, and a ribbon "
                "kept it tight until morning."},
      .endings = {
          "Nobody minded the little scar. {Name} poured {drink} from the {object}, and everyone asked for more.",
          "\"{Praise}!\" said {helper}. \"Now it has a story.\" {Name} was {happy} and set the {colour} {object} in "
          "the best place of all.",
          "{Helper} winked. {Name} had learned that {lesson}, and from then on carried the {object} with both hands."}};
}

Plot stopped_clockwork() {
  return {
      .name = "a stopped clockwork",
      .objects = {"clock", "watch", "radio", "telescope", "camera", "typewriter", "compass"},
      .places = {"in the attic", "in the tower room", "at the window", "under the stairs", "in the study"},
      .times = {"One stormy evening", "On a long Thursday", "During the winter holidays", "One misty morning",
                "When it was too wet to play outside"},
      .openings =
          {"{Time}, {name} found {a}{colour} {object} {at}. {Hero} was {a}{trait} {child} who wanted to know how "
           "everything around {him} worked.",
           "{Name} collected things with cogs and springs. The finest was {a}{colour} {object}, which {he} kept {at}.",
           "Somebody had left {a}{colour} {object} {at}, covered with dust. {Time}, {name} wiped it clean with {his} "
           "sleeve and held it to the light."},
      .problems =
          {"But the {object} would not work. Inside, something rattled like a pea in a pod. \"{Cry}!\" said {name}.",
           "The {object} clicked once, buzzed, and was silent. {Name} felt {sad}.",
           "All at once a spring shot out of the {object} and rolled under the cupboard. {Name} held {his} breath."},
      .attempts = {"{Hero} shook it gently, then less gently. Nothing moved.",
                   "{Hero} opened it with a butter knife, and now there were nineteen parts and no plan.",
                   "{Hero} read the instructions from cover to cover and understood only the pictures."},
      .meetings = {"{Met}, had once repaired a lighthouse. \"{Comfort},\" said {helper}, and lit a lamp.",
                   "That afternoon {hero} asked {met}. \"{Comfort},\" said {helper}. \"We need tweezers, and time.\"",
                   "Then {met}, looked in at the door. \"{Comfort},\" said {helper}."},
      .fixes = {"{Friend} found a hair from a [cat|dog|goat|mouse] between two wheels. {Name} pulled it out with "
                "tweezers, and the {object} began to hum.",
                "They laid all the parts on a clean cloth, in order. {Helper} named each one, {name} put it back, and "
                "the last screw woke the {object}.",
                "{Friend} put one drop of oil on the smallest wheel. {Name} turned the key of the {object} slowly, and "
                "it sprang to life."},
      .endings = {
          "\"{Praise}!\" whispered {helper}. {Name} wrote down every step on a sheet of paper and took good care of "
          "the {object}.",
          "They shared {snack} and admired it. The {colour} {object} gleamed on the shelf, and {name} could not stop "
          "smiling.",
          "{Name} was {happy}. Years later {he} still had the {colour} {object}, and still knew that {lesson}."}};
}

Plot silent_instrument() {
  return {
      .name = "a silent instrument",
      .objects = {"drum", "flute", "violin", "guitar", "trumpet", "whistle", "harp", "accordion"},
      .places = {"in the school hall", "in the town square", "on the stage", "in the music room", "in the old theatre"},
      .times = {"One evening in December", "On the day of the concert", "One Saturday in May",
                "An hour before the show", "On the night of the festival"},
      .openings =
          {"{Name} played {a}{colour} {object}, and {he} practised every day. {Time}, {he} was going to perform {at}.",
           "{Time}, everybody gathered {at}. Behind the curtain waited {name}, {a}{trait} {child}, and {he} held "
           "{a}{colour} {object}.",
           "There was music in the house whenever {name} picked up the {colour} {object}. {Time}, {he} carried it "
           "proudly {to}."},
      .problems =
          {"But when {name} tried a note, the {object} only squeaked like a rusty gate. \"{Cry}!\" gasped {name}.",
           "Somebody had spilled lemonade on the {object}. It made no sound at all, and {name} was {sad}.",
           "Out of the {object} came a hiss, a cough, and then silence. {Name} turned pale."},
      .attempts = {"{Hero} wiped it with {his} sleeve, and polished it twice. Still nothing.",
                   "{Hero} tried to sing the tune instead, but {his} voice was shaking.",
                   "{Hero} turned every screw to the left and then to the right. The squeak became a squawk."},
      .meetings =
          {"{Met}, sat in the first row and stood up. \"{Comfort},\" said {helper}. \"There are ten minutes left.\"",
           "Behind the piano {hero} found {met}. \"{Comfort},\" said {helper}, and listened with closed eyes.",
           "Quiet steps came up the stairs. It was {met}. \"{Comfort},\" said {helper}."},
      .fixes = {"{Friend} pulled a crumpled toffee paper out of the {object}. {Name} took a deep breath and tried "
                "again, and a clear note filled the room.",
                "{Friend} dried every corner with a candle and a soft cloth. Then {name} lifted the {object}, and it "
                "sounded like a bird in the morning.",
                "One small part was missing. {Helper} made a new one from a cork, {name} pushed it in, and the "
                "{object} rang out again."},
      .endings = {
          "The hall was full. {Name} played the {object} better than ever, and {helper} clapped the loudest.",
          "\"{Praise}!\" cried {helper}. People stamped their feet, and {name} bowed three times with the {colour} "
          "{object} under {his} arm.",
          "At the end everyone sang along. {Name} was {happy}, hugged the {object}, and thought that {lesson}."}};
}

Plot homemade_machine() {
  return {
      .name = "a homemade machine",
      .objects = {"robot", "rocket", "windmill", "catapult", "submarine", "carousel"},
      .places = {"in the garage", "in the shed", "in the cellar", "behind the school", "in the workshop"},
      .times = {"One Friday evening", "On the day of the science fair", "After weeks of work", "One noisy afternoon",
                "Right after lunch"},
      .openings = {"{Name} was {a}{trait} {child} who liked to invent. {At}, out of tins and wires, {he} had built "
                   "{a}{colour} {object}.",
                   "For a whole month {name} had spent {his} evenings {at}. {Time}, the {colour} {object} was finished "
                   "at last.",
                   "{Time}, {name} pulled the sheet off {his} newest invention: {a}{colour} {object} with three "
                   "switches and a lever."},
      .problems = {"{Hero} pressed the first switch. The {object} shivered, burped a cloud of smoke, and fell over. "
                   "\"{Cry}!\" coughed {name}.",
                   "{Hero} pulled the lever. The {object} went backwards, straight into a pile of flower pots, and "
                   "{name} was {sad}.",
                   "{Hero} counted down from ten. At zero the {object} did nothing at all, and {name} kicked a tin."},
      .attempts = {"{Hero} checked the plan, but it had a jam stain exactly where the answer was.",
                   "{Hero} added more glue, more wire and more hope.",
                   "{Hero} swapped the switches. Now it only played a waltz."},
      .meetings = {"{Met}, had been watching from the gate. \"{Comfort},\" said {helper}. \"May I look inside?\"",
                   "A head appeared at the window. It was {met}. \"{Comfort},\" said {helper}.",
                   "Across the yard came {met}, carrying a bag of tools. \"{Comfort},\" said {helper}. \"My first one "
                   "exploded.\""},
      .fixes = {"{Friend} held the torch and asked questions. While {name} explained how the {object} worked, {he} "
                "found the mistake: two wires were crossed.",
                "{Friend} noticed that the battery was the wrong way round. {Name} turned it, and the lights of the "
                "{object} blinked, one by one.",
                "They drew a new plan on the wall. {Helper} sawed, {name} hammered, and by midnight the {object} stood "
                "firm."},
      .endings = {"The {object} woke up with a purr. \"{Praise}!\" yelled {helper}, and {name} danced around it.",
                  "At the fair the {colour} {object} won the third prize. {Name} cut the ribbon in half and gave one "
                  "half to {helper}.",
                  "They celebrated with {snack}. On the side of the {object} {name} painted two names in {his} neatest "
                  "letters."}};
}

}  // namespace llmsys::corpora
