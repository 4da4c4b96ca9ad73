#include "framework/base/error.h"
#include "framework/io/bpe_vocabulary.h"
#include "framework/io/detail/bpe_files.h"

namespace llmsys {
namespace {

constexpr char32_t kFirstStandIn = 256;  // of the bytes that cannot be printed
constexpr char32_t kLast = 323;          // there are 68 of them

// Printable in Latin-1, without the blank, the no-break space and the soft hyphen.
constexpr bool stands_for_itself(size_t byte) {
  return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
}

constexpr std::array<char32_t, 256> make_characters() {
  std::array<char32_t, 256> characters{};
  char32_t next = kFirstStandIn;
  for (size_t byte = 0; byte < 256; ++byte)
    characters[byte] = stands_for_itself(byte) ? static_cast<char32_t>(byte) : next++;
  return characters;
}

constexpr std::array<char32_t, 256> kCharacters = make_characters();

// The byte of each character, or -1.
constexpr std::array<int16_t, kLast + 1> make_bytes() {
  std::array<int16_t, kLast + 1> bytes{};
  bytes.fill(-1);
  for (size_t byte = 0; byte < 256; ++byte) bytes[kCharacters[byte]] = static_cast<int16_t>(byte);
  return bytes;
}

constexpr std::array<int16_t, kLast + 1> kBytes = make_bytes();

}  // namespace

std::string_view to_text(SplitRule rule) {
  switch (rule) {
    case SplitRule::gpt2: return "gpt2";
    case SplitRule::gpt2_digits: return "gpt2_digits";
    case SplitRule::llama3: return "llama3";
  }
  throw ValueError(text("[to_text] ", static_cast<int>(rule), " is no SplitRule"));
}

const std::array<char32_t, 256>& detail::byte_characters() { return kCharacters; }

std::string to_byte_characters(std::string_view bytes) {
  std::string name;
  for (const char byte : bytes) {
    const char32_t character = kCharacters[static_cast<unsigned char>(byte)];
    if (character < 0x80) {
      name.push_back(static_cast<char>(character));
      continue;
    }
    name.push_back(static_cast<char>(0xc0 | (character >> 6)));  // all of them are below U+0800
    name.push_back(static_cast<char>(0x80 | (character & 0x3f)));
  }
  return name;
}

bool detail::from_byte_characters(std::string_view name, std::string& bytes) {
  bytes.clear();
  for (size_t i = 0; i < name.size(); ++i) {
    const auto lead = static_cast<unsigned char>(name[i]);
    char32_t character = lead;
    if (lead >= 0x80) {
      if (lead < 0xc2 || lead > 0xdf || i + 1 == name.size()) return false;
      const auto next = static_cast<unsigned char>(name[++i]);
      if ((next & 0xc0) != 0x80) return false;
      character = static_cast<char32_t>((lead & 0x1f) << 6 | (next & 0x3f));
    }
    if (character > kLast || kBytes[character] < 0) return false;
    bytes.push_back(static_cast<char>(kBytes[character]));
  }
  return true;
}

std::string detail::shown(std::string_view words) {
  constexpr size_t kMost = 60;
  std::string out(words.substr(0, kMost));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  return out + (words.size() > kMost ? "..." : "");
}

}  // namespace llmsys
