// Plots in which something is found again.
#include "datasets/gen/stories/plots.h"

namespace llmsys::corpora {

Plot lost_in_the_crowd() {
  return {
      .name = "lost in the crowd",
      .objects = {"scarf", "hat", "purse", "cap", "glove", "handbag", "shawl"},
      .places = {"at the market", "at the fair", "on the square", "in the department store", "at the circus"},
      .times = {"One lively morning", "On the first of May", "One Saturday", "A week before the wedding",
                "On a crisp autumn day"},
      .openings = {"{Time}, {name} went {to}, wearing {his} {colour} {object}. It smelled of {smell}, and there was so "
                   "much to see.",
                   "{Name} was {a}{trait} {child} who never went anywhere without {his} {colour} {object}. {Time}, "
                   "{he} was {at}.",
                   "{Time}, {at}, music was playing and {name} looked at everything. {His} {colour} {object} was a "
                   "gift from a favourite cousin."},
      .problems = {"When {hero} stopped to buy {snack}, the {object} was gone. \"{Cry}!\" cried {name}.",
                   "A parade pushed past with flags and drummers. After that {name} had sore toes and no {object}, and "
                   "was {sad}.",
                   "At the third stall {hero} felt that something was missing. The {object}! {Name} turned pale."},
      .attempts = {"{Hero} walked all the way back, looking under carts and between boots.",
                   "{Hero} asked a juggler, a policeman and {a}{animal}. None of them had seen it.",
                   "{Hero} climbed on a barrel, but from there the crowd was only hats and hats and hats."},
      .meetings = {"{Met}, saw the search. \"{Comfort},\" said {helper}. \"When did you have it last?\"",
                   "Behind a heap of melons stood {met}. \"{Comfort},\" said {helper}, and closed the stall.",
                   "Somebody tapped gently on the barrel. It was {met}. \"{Comfort},\" said {helper}."},
      .fixes =
          {"They went back step by step, as in a film run backwards. At the fountain {helper} bent down and {name} "
           "shouted: there hung the {object}, on a stone lion's nose.",
           "{Friend} knew the lady with the lost property desk. {Name} described the {object} down to the last thread, "
           "and out it came.",
           "{Friend} lifted {name} onto a wall. From up there {name} saw the {object}: a goat was about to taste it."},
      .endings = {"\"{Praise}!\" said {helper}. {Name} sewed a name tag into the {object} that same night.",
                  "{Name} bought {snack} for two and felt {happy}. The {colour} {object} stayed on until bedtime, and "
                  "even a little longer.",
                  "{Helper} laughed until it hurt. {Name} held the {colour} {object} tight and promised {promise}."}};
}

Plot through_the_gap() {
  return {
      .name = "fallen through a gap",
      .objects = {"coin", "medal", "ring", "marble", "pearl", "button", "brooch"},
      .places = {"on the porch", "in the hallway", "at the bus stop", "on the footbridge", "in the chapel"},
      .times = {"One slow afternoon", "On the way to school", "On Monday", "One evening at sunset",
                "While everyone was napping"},
      .openings = {"{Name} owned one treasure: {a}{colour} {object}, no bigger than a thumbnail. {Time}, {he} was "
                   "polishing it {at}.",
                   "{Time}, {name} sat {at} and let {his} {colour} {object} roll from hand to hand. {Sound}.",
                   "An old sailor had given {name} {a}{colour} {object} for luck. {Name}, {a}{trait} {child}, showed "
                   "it to everybody {he} met {at}."},
      .problems =
          {"Plink! It bounced once, twice, and vanished into a crack. \"{Cry}!\" cried {name}, for down there lay the "
           "{object}, out of reach.",
           "A [cat|dog|goat|hen] brushed past {his} arm. The {object} fell through a narrow gap, and {name} was {sad}.",
           "{Hero} sneezed. When {he} opened {his} eyes, the {object} had slipped between two boards, and {name} could "
           "just see it glitter."},
      .attempts = {"{Hero} lay flat on {his} stomach, but even {his} smallest finger was too thick.",
                   "{Hero} poked with a knitting needle and pushed it deeper.",
                   "{Hero} tried a straw, a fork and a long piece of spaghetti."},
      .meetings = {"\"What are you fishing for?\" asked {met}. {Helper} knelt down, too. \"{Comfort}.\"",
                   "Along came {met}, pockets full of odds and ends. \"{Comfort},\" said {helper}.",
                   "{Met}, put down two heavy bags. \"{Comfort},\" said {helper}. \"That is a job for chewing gum.\""},
      .fixes = {"They stuck a bit of gum to a stick. {Helper} shone a light, {name} lowered the stick, and up came the "
                "{object}.",
                "{Friend} tied a magnet to a thread and a hairpin to the magnet. {Name} held {his} breath and fished "
                "out the {object} on the ninth try.",
                "{Friend} loosened one board with a screwdriver. {Name} reached in, among cobwebs and old tickets, and "
                "closed {his} hand around the {object}."},
      .endings = {"\"{Praise}!\" said {helper}. {Name} put the {object} on a chain around {his} neck, and there it is "
                  "to this day.",
                  "They counted what else had been down there: six nails, a tooth and a key. {Name} was {happy} with "
                  "just the {colour} {object}.",
                  "{Name} kissed the {object} and blew off the dust. \"I owe you {snack},\" {he} told {helper}."}};
}

Plot left_on_the_train() {
  return {
      .name = "left on the train",
      .objects = {"teddy", "doll", "backpack", "suitcase", "puppet", "panda"},
      .places = {"to the seaside", "to the mountains", "to the city", "to the zoo", "to the museum"},
      .times = {"One early morning", "On a dull November day", "At the start of the holidays", "One Sunday",
                "Just after New Year"},
      .openings = {"{Time}, {name} took the train {at}. Beside {him}, next to the window, sat {his} {colour} {object}.",
                   "{Name} was {a}{trait} {child} and a great traveller. {Time}, {he} rode {at} with {his} {colour} "
                   "{object} on {his} knees.",
                   "{Time}, the carriage was nearly empty. {Name} shared the bench with {his} {colour} {object} and "
                   "counted tunnels all the way {at}."},
      .problems =
          {"They had to change in a hurry. Only when the train pulled out did {name} notice: the {object} was still on "
           "it. \"{Cry}!\"",
           "On the platform {hero} looked at {his} empty arms. The {object} had travelled on alone, and {name} was "
           "{sad}.",
           "The doors closed too soon. Behind the glass the {object} rolled away, and {name} waved in despair."},
      .attempts = {"{Hero} ran along the platform until it ended.",
                   "{Hero} wanted to phone the train, but nobody knew its number.",
                   "{Hero} sat down on a bench and drew a poster with {his} last crayon."},
      .meetings = {"{Met}, was waiting there, too. \"{Comfort},\" said {helper}. \"Trains always come back.\"",
                   "At the ticket counter stood {met}. \"{Comfort},\" said {helper}, and asked to use the telephone.",
                   "On the next bench sat {met}, with a timetable. \"{Comfort},\" said {helper}."},
      .fixes = {"{Friend} called the next station. An hour later the train returned, and the guard handed {name} the "
                "{object} through the window.",
                "{Friend} knew a shortcut by bus. At the last stop they searched every carriage, and under a seat "
                "{name} found the {object}.",
                "They rode after it together, six stops, with {snack} for comfort. At the end of the line {helper} "
                "pointed, and {name} saw the {object} on the porter's chair."},
      .endings = {
          "\"{Praise}!\" said {helper}. {Name} wrote {his} address on the {object} in very small letters.",
          "{Name} told the {object} off for travelling without a ticket, and then {he} hugged it for a long time.",
          "All the way back {name} felt {happy} and held the {colour} {object} by the hand. {Lesson}, {he} thought, "
          "and fell asleep."}};
}

Plot soaked_pages() {
  return {
      .name = "soaked pages",
      .objects = {"book", "map", "diary", "notebook", "songbook", "letter"},
      .places = {"from the library", "from the bookshop", "from the post office", "from the school", "from the museum"},
      .times = {"One drizzly afternoon", "On a Tuesday in March", "One dark evening", "On the last day of school",
                "Under low clouds"},
      .openings =
          {"{Time}, {name} was on the way home {at} with {a}{colour} {object} under {his} arm. {He} could hardly wait "
           "to read it.",
           "{Name} loved everything with letters on it. {Time}, {he} carried {a}{colour} {object} home {at}.",
           "{Time}, {a}{trait} {child} called {name} came {at}, and {he} held {a}{colour} {object} like a baby bird."},
      .problems = {"Then the sky opened. In a moment the {object} was as wet as a sponge, and {name} was {sad}.",
                   "{A}{animal} crossed {his} path. {Hero} stumbled, and the {object} landed in the deepest puddle of "
                   "the street. \"{Cry}!\" cried {name}.",
                   "A bus splashed by. Dirty water ran down {his} nose and over the {object}, and {name} nearly wept."},
      .attempts = {"{Hero} shook it, and the ink began to run.",
                   "{Hero} hid it under {his} sweater. Now the sweater was wet as well.",
                   "{Hero} blew on the pages, one by one, until {he} was dizzy."},
      .meetings =
          {"A door opened, and there was {met}. \"{Comfort},\" said {helper}. \"Come in and stand by the stove.\"",
           "{Met}, held out an umbrella. \"{Comfort},\" said {helper}.",
           "Under the arch {hero} met {met}. \"{Comfort},\" said {helper}. \"Paper is tougher than it looks.\""},
      .fixes = {"They put a sheet of blotting paper between the pages. {Helper} set a heavy iron on top, and {name} "
                "guarded the {object} until morning.",
                "{Friend} stretched a line across the room. {Name} hung up page after page with clothes pegs, and the "
                "{object} dried like washing.",
                "{Friend} dusted it with flour to drink up the water. Leaf by leaf {name} brushed the {object} clean."},
      .endings = {
          "The pages stayed a little wavy. \"{Praise}!\" said {helper}, and {name} read aloud from the {object} until "
          "the stars came out.",
          "Over {snack} they laughed about the rain. {Name} wrapped the {colour} {object} in oilcloth and carried it "
          "home.",
          "{Name} was {happy}: not one word of the {object} was lost. On the first page {he} wrote that {lesson}."}};
}

Plot locked_box() {
  return {
      .name = "a locked box",
      .objects = {"box", "chest", "cabinet", "drawer", "casket"},
      .places = {"in the attic", "under the bed", "in the old mill", "behind the wardrobe", "in the lighthouse"},
      .times = {"One rainy Sunday", "On a sleepy afternoon", "On the longest day of the year",
                "One night with a full moon", "While the grown-ups were talking"},
      .openings = {"{Time}, {name} discovered {a}{colour} {object} {at}. {Hero} was {a}{trait} {child}, and {he} could "
                   "not stop wondering what was inside.",
                   "{At} stood {a}{colour} {object} that nobody had opened for years. {Time}, {name} dragged it into "
                   "the light with all {his} strength.",
                   "{Name} followed {his} nose and a draught of cold air and found, {at}, {a}{colour} {object} with a "
                   "heavy lock."},
      .problems =
          {"{Hero} tugged at the lid, but the {object} stayed shut. There was no key, and {name} was {sad}.",
           "The {object} had three locks and a rusty hinge. \"{Cry}!\" groaned {name}, and sat down on the floor.",
           "Something rustled in the {object} when {hero} tilted it. But the lock did not give, and {name} sighed."},
      .attempts = {"{Hero} tried every key in the house, even the one of the henhouse.",
                   "{Hero} said all the magic words {he} knew.",
                   "{Hero} bent a hairpin, as people do in films. It broke."},
      .meetings = {"{Met}, smiled at the sight. \"{Comfort},\" said {helper}. \"A lock is only a riddle.\"",
                   "That was when {met}, came up the creaking steps. \"{Comfort},\" said {helper}.",
                   "{Hero} ran to fetch {met}. \"{Comfort},\" said {helper}, and rolled up both sleeves."},
      .fixes = {"{Friend} felt along the bottom and found a tiny key, glued there with wax. {Name} turned it, and the "
                "{object} opened with a sigh.",
                "{Friend} dripped warm oil on the hinge. They waited, they pushed together, and {name} lifted the lid "
                "of the {object}.",
                "There were numbers on the lock. {Helper} suggested a birthday, {name} tried it, and the {object} "
                "clicked open."},
      .endings = {"Inside lay a bundle of letters and a photograph. \"{Praise}!\" said {helper}, and {name} read them "
                  "all beside the {object}.",
                  "It was full of marbles, stamps and feathers. {Name} was {happy}, gave {helper} the best feather, "
                  "and kept the {colour} {object} for new treasures.",
                  "At the bottom was a note: {lesson}. {Name} laughed and closed the {object} again, gently, for the "
                  "next one who would find it."}};
}

}  // namespace llmsys::corpora
