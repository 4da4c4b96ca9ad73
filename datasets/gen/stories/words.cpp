#include "datasets/gen/stories/words.h"

#include <iterator>

namespace llmsys::corpora {
namespace {

constexpr std::string_view kColours[] = {"red",    "blue",   "green", "yellow", "orange", "purple", "white",
                                         "silver", "golden", "pink",  "brown",  "grey",   "black",  "turquoise"};
constexpr std::string_view kTraits[] = {
    "curious", "brave",   "gentle",   "quiet",    "cheerful",    "patient",     "thoughtful",  "clever", "shy",
    "merry",   "careful", "stubborn", "dreamy",   "kind",        "lively",      "polite",      "bold",   "tidy",
    "hopeful", "playful", "earnest",  "friendly", "imaginative", "inquisitive", "adventurous", "eager"};
constexpr std::string_view kSad[] = {"sad",         "worried",  "cross",     "lost for words", "close to tears",
                                     "very sorry",  "upset",    "miserable", "gloomy",         "disappointed",
                                     "heartbroken", "helpless", "alarmed",   "dismayed",       "ashamed"};
constexpr std::string_view kHappy[] = {
    "happy",   "proud",   "glad",           "delighted",          "overjoyed",       "thankful",    "relieved",
    "pleased", "content", "cheerful again", "light as a feather", "merry as a lark", "warm inside", "calm again"};
constexpr std::string_view kAnimals[] = {"cat",       "dog",    "sparrow",   "duck",      "squirrel", "frog",
                                         "goat",      "hen",    "hedgehog",  "robin",     "snail",    "goose",
                                         "blackbird", "donkey", "bumblebee", "butterfly", "crow",     "sheep",
                                         "beetle",    "mouse",  "owl",       "magpie",    "cow",      "lizard"};
constexpr std::string_view kSnacks[] = {
    "warm bread with honey", "apple slices",     "plum buns",         "cheese rolls",           "hot soup",
    "sweet cocoa",           "ginger biscuits",  "pancakes with jam", "roasted chestnuts",      "cinnamon buns",
    "raspberry tea",         "ripe cherries",    "oat porridge",      "peppermint tea",         "buttered toast",
    "sweet pears",           "walnut bread",     "lemonade",          "strawberries and cream", "vanilla custard",
    "potato dumplings",      "rice with raisins"};
constexpr std::string_view kDrinks[] = {"mint tea",  "cider",         "lemonade",
                                        "cold milk", "hot chocolate", "water from the spring"};
constexpr std::string_view kCries[] = {"Oh no",     "Oh dear",   "What now", "Goodness", "Bother",    "Dear me",
                                       "How awful", "Not again", "Help",     "Stop",     "Come back", "Wait"};
constexpr std::string_view kShining[] = {"bright", "lovely",    "splendid", "beautiful", "marvellous",
                                         "fine",   "wonderful", "perfect",  "handsome",  "neat"};
constexpr std::string_view kPraise[] = {"Well done",    "Hooray",   "Bravo",       "How wonderful",  "We did it",
                                        "Look at that", "Splendid", "What a team", "Thank goodness", "Marvellous"};
constexpr std::string_view kComfort[] = {"Don't worry",
                                         "Never mind",
                                         "Cheer up",
                                         "Take a deep breath",
                                         "There, there",
                                         "Let us think",
                                         "Don't give up",
                                         "Everything can be mended",
                                         "Two heads are better than one",
                                         "I have an idea",
                                         "Every knot has an end",
                                         "Leave the tears for later",
                                         "Easy now"};
constexpr std::string_view kLessons[] = {"a friend makes a heavy thing light",
                                         "asking for help is brave, not silly",
                                         "patience opens many doors",
                                         "kindness comes back by another road",
                                         "the best ideas come after a deep breath",
                                         "it is worth trying once more",
                                         "small hands can do great things",
                                         "nothing is lost while somebody is looking",
                                         "a calm head finds the way",
                                         "even a bad day can end well",
                                         "sharing a worry makes it half as big",
                                         "slow and steady is fast enough",
                                         "good neighbours are better than gold",
                                         "mistakes are teachers in disguise",
                                         "listening is half of helping",
                                         "there is nearly always another way",
                                         "luck likes those who keep going",
                                         "help given is never wasted"};
constexpr std::string_view kSmells[] = {"fresh grass", "pine needles",     "rain",        "warm bread",
                                        "wild roses",  "wood smoke",       "ripe apples", "lavender",
                                        "sawdust",     "salt and seaweed", "mint",        "wet stones"};
constexpr std::string_view kSounds[] = {"bees hummed in the clover",
                                        "church bells were ringing",
                                        "somebody was singing far away",
                                        "birds were chattering",
                                        "leaves rustled overhead",
                                        "a dog barked twice",
                                        "a coach rattled past",
                                        "children were laughing somewhere",
                                        "a woodpecker knocked on an oak",
                                        "the breeze whispered in the hedge",
                                        "a cricket chirped",
                                        "swallows swept across the sky"};
constexpr std::string_view kPromises[] = {
    "never to let go again", "to be more careful",        "to help somebody else one day", "to come back tomorrow",
    "to write it all down",  "to share it with everyone", "to remember this day",          "to say thank you properly"};

template <size_t count>
Patterns patterns(const std::string_view (&words)[count]) {
  return {std::begin(words), std::end(words)};
}

}  // namespace

const std::map<std::string_view, Patterns>& word_lists() {
  static const std::map<std::string_view, Patterns> kLists = {
      {"colour", patterns(kColours)}, {"trait", patterns(kTraits)},    {"sad", patterns(kSad)},
      {"happy", patterns(kHappy)},    {"animal", patterns(kAnimals)},  {"snack", patterns(kSnacks)},
      {"drink", patterns(kDrinks)},   {"cry", patterns(kCries)},       {"shine", patterns(kShining)},
      {"praise", patterns(kPraise)},  {"comfort", patterns(kComfort)}, {"lesson", patterns(kLessons)},
      {"smell", patterns(kSmells)},   {"sound", patterns(kSounds)},    {"promise", patterns(kPromises)}};
  return kLists;
}

}  // namespace llmsys::corpora
