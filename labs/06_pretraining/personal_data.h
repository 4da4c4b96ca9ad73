/// @file
/// Task 6.9: e-mail addresses, phone numbers, IP addresses and card numbers, found and masked.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys::lab06 {

/// What kind of personal data.
enum class PersonalKind { email, ipv4, card, phone };

/// Where personal data stands in a text.
struct PersonalData {
  PersonalKind kind = PersonalKind::email;  ///< what it is
  size_t begin = 0;                         ///< its first byte
  size_t end = 0;                           ///< behind its last byte
  /// Memberwise.
  bool operator==(const PersonalData&) const = default;
};

/// Task 6.9. Whether the digits pass the check of card numbers (Luhn, US patent 2,950,048; ISO/IEC 7812-1, annex B): from the right,
/// every second digit is doubled, 9 is taken off what has become two digits, and the sum of all divides by 10.
/// @param digits  '0' to '9' only, at least one
bool passes_luhn(std::string_view digits);

/// Task 6.9. The length of the e-mail address at the start of a text; 0 if none begins there. The part before the @ has 1 to 64
/// letters, digits and . _ % + -, does not begin or end with a dot and has no two dots in a row. Behind the @ stand at least two labels with a
/// dot between them: letters, digits and hyphens, with no hyphen at either end, the last label of at least two letters and nothing else. The
/// address is as long as it can be: "a@b.co." is "a@b.co" and a dot.
size_t match_email(std::string_view text);

/// Task 6.9. The length of the IPv4 address at the start of a text; 0 if none begins there: four numbers from 0 to 255 without needless zeros,
/// dots between them. None if a digit follows, or a dot and a digit (1.2.3.4.5 is a version).
size_t match_ipv4(std::string_view text);

/// Task 6.9. The length of the card number at the start of a text; 0 if none begins there: 13 to 19 digits that passes_luhn()
/// likes, in groups with one blank or hyphen between them. It ends with a group: of several ends the last one counts.
size_t match_card(std::string_view text);

/// Task 6.9. The length of the phone number at the start of a text; 0 if none begins there. Either + and 8 to 15 digits, in groups
/// with one or two of blank . - ( ) between them, ending with a group, the last one that fits; or ten digits without a digit
/// behind them, written 555-123-4567, 555.123.4567, 555 123 4567 or (555) 123-4567.
size_t match_phone(std::string_view text);

/// Digits up to the end of a group.
struct DigitGroup {
  std::string digits;  ///< of this group and those before it
  size_t end = 0;      ///< behind the group's last byte
};

/// Given: the groups of digits at the start of a text, none if it does not begin with a digit. Between two groups stand at least
/// one and at most `most` of the separators. Ends behind the group with the twentieth digit: nothing here has more.
std::vector<DigitGroup> digit_groups(std::string_view text, std::string_view separators, size_t most);

/// Given: whether the text begins as `shape` does, where 0 stands for any digit, and no further digit follows.
bool has_shape(std::string_view text, std::string_view shape);

/// Given: all personal data of a text, in order. None begins behind a letter or digit, behind @, or behind a
/// digit and a dot. At one place a card number goes before an IP address, that before an e-mail address, and that before a phone number.
std::vector<PersonalData> find_personal_data(std::string_view text);

/// Given: the text with `<email>`, `<ip>`, `<card>` and `<phone>` in place of what was found.
std::string masked(std::string_view text);

}  // namespace llmsys::lab06
