#include "datasets/gen/stories/cast.h"

#include <algorithm>
#include <array>

#include "datasets/gen/stories/pick.h"

namespace llmsys::corpora {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 36> kGirls = {
    "Ada",  "Alice", "Amelia", "Anna", "Bea",   "Cora", "Dora",  "Ella", "Emma",  "Eva",  "Freya", "Grace",
    "Hana", "Ida",   "Ines",   "Jane", "Julia", "Kira", "Leila", "Lily", "Lucy",  "Maja", "Maria", "Mia",
    "Mina", "Nina",  "Nora",   "Olga", "Priya", "Rosa", "Ruth",  "Sara", "Sofia", "Tara", "Yuki",  "Zoe"};
constexpr std::array<std::string_view, 36> kBoys = {
    "Adam", "Amir",  "Anton", "Ben",   "Carlos", "Daniel", "David", "Eli",   "Emil", "Felix", "Finn", "George",
    "Hugo", "Ivan",  "Jack",  "Jakob", "Jonas",  "Kai",    "Karim", "Leo",   "Liam", "Lukas", "Max",  "Milo",
    "Noah", "Oskar", "Otto",  "Paul",  "Pedro",  "Ravi",   "Sam",   "Simon", "Theo", "Tim",   "Tom",  "Viktor"};
constexpr std::array<std::string_view, 20> kSurnames = {
    "Abbott", "Barker", "Brandt", "Cooper", "Dunn",  "Ellis",  "Finch", "Gupta", "Hudson", "Jones",
    "Kumar",  "Larsen", "Moreno", "Novak",  "Okoro", "Palmer", "Reid",  "Sato",  "Taylor", "Walker"};
constexpr std::array<std::string_view, 8> kOldWomen = {"Agnes", "Clara",  "Edith", "Greta",
                                                       "Helen", "Martha", "Ruby",  "Vera"};
constexpr std::array<std::string_view, 8> kOldMen = {"Albert", "Bruno",  "Ernest",  "Frank",
                                                     "Harold", "Oliver", "Stanley", "Walter"};

struct Title {
  std::string_view word;
  Gender gender;
  Words names;
};
constexpr std::array<Title, 6> kTitles = {{{"Mrs", Gender::female, kSurnames},
                                           {"Mr", Gender::male, kSurnames},
                                           {"Aunt", Gender::female, kOldWomen},
                                           {"Uncle", Gender::male, kOldMen},
                                           {"Grandma", Gender::female, kOldWomen},
                                           {"Grandpa", Gender::male, kOldMen}}};

constexpr std::array<std::string_view, 20> kNeighbours = {
    "the baker",      "the gardener",        "the librarian",      "the carpenter",    "the tailor",
    "the shopkeeper", "the schoolteacher",   "the beekeeper",      "the bus driver",   "the ferry keeper",
    "the clockmaker", "the village doctor",  "the music teacher",  "the cheese maker", "the painter",
    "the miller",     "who lived next door", "who swept the lane", "an old neighbour", "who sold apples"};
constexpr std::array<std::string_view, 8> kRelatives = {
    "who was visiting that week", "who had come to tea",         "who knew a little about everything",
    "who never hurried",          "who was good with tools",     "who always had time",
    "who loved a riddle",         "who had been knitting nearby"};
constexpr std::array<std::string_view, 8> kFriends = {"a friend from school",        "who lived next door",
                                                      "who was new in the village",  "a friend from the next street",
                                                      "who was never in a bad mood", "the best climber of all",
                                                      "who liked to sing",           "a friend with clever hands"};

Person draw_titled(const Title& title, Rng& rng) {
  const bool neighbour = title.names.data() == kSurnames.data();
  const std::string_view name = pick(title.names, rng);
  const Words words = neighbour ? Words(kNeighbours) : Words(kRelatives);
  return {std::string(title.word) + " " + std::string(name), title.gender, std::string(pick(words, rng))};
}

}  // namespace

Words girls() { return kGirls; }
Words boys() { return kBoys; }
Words surnames() { return kSurnames; }
Words old_women() { return kOldWomen; }
Words old_men() { return kOldMen; }

std::vector<std::string_view> introductions() {
  std::vector<std::string_view> all(kNeighbours.begin(), kNeighbours.end());
  all.insert(all.end(), kRelatives.begin(), kRelatives.end());
  all.insert(all.end(), kFriends.begin(), kFriends.end());
  return all;
}

const Gender* gender_of_title(std::string_view word) {
  const auto* title = std::ranges::find(kTitles, word, &Title::word);
  return title == kTitles.end() ? nullptr : &title->gender;
}

const Gender* gender_of_child(std::string_view word) {
  static constexpr Gender kFemale = Gender::female, kMale = Gender::male;
  if (std::ranges::find(kGirls, word) != kGirls.end()) return &kFemale;
  return std::ranges::find(kBoys, word) != kBoys.end() ? &kMale : nullptr;
}

Person draw_child(Rng& rng) {
  const bool girl = rng.below(2) == 0;
  return {std::string(pick(girl ? Words(kGirls) : Words(kBoys), rng)), girl ? Gender::female : Gender::male, ""};
}

Person draw_helper(const Person& hero, Rng& rng) {
  const uint64_t kind = rng.below(kTitles.size() + 3);  // a third are children
  if (kind < kTitles.size()) return draw_titled(kTitles[kind], rng);
  Person friend_ = draw_child(rng);
  while (friend_.name == hero.name) friend_ = draw_child(rng);
  friend_.introduce = pick(Words(kFriends), rng);
  return friend_;
}

}  // namespace llmsys::corpora
