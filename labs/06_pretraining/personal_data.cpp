// Lab 06, task 6.9: e-mail addresses, IP addresses, card and phone numbers.
#include "labs/06_pretraining/personal_data.h"

#include <algorithm>

#include "framework/base/error.h"

namespace llmsys::lab06 {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_label(char c) { return is_letter(c) || is_digit(c) || c == '-'; }
bool is_local(char c) { return is_label(c) || c == '.' || c == '_' || c == '%' || c == '+'; }

// How many bytes at the start of a text are so.
template <class Predicate>
size_t run_of(std::string_view text, const Predicate& is_so) {
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_so) - text.begin());
}

}  // namespace

bool passes_luhn(std::string_view digits) {
  // About 6 lines.
  // TODO(lab06 task 6.9): your code here.
  throw NotImplemented("lab06 task 6.9: passes_luhn is not written yet");
}

size_t match_email(std::string_view text) {
  // About 14 lines: what stands before the @, then label by label; remember the end of the last one that may be last.
  // TODO(lab06 task 6.9): your code here.
  throw NotImplemented("lab06 task 6.9: match_email is not written yet");
}

size_t match_ipv4(std::string_view text) {
  // About 11 lines.
  // TODO(lab06 task 6.9): your code here.
  throw NotImplemented("lab06 task 6.9: match_ipv4 is not written yet");
}

size_t match_card(std::string_view text) {
  // About 4 lines: digit_groups() with " -" and at most one of them.
  // TODO(lab06 task 6.9): your code here.
  throw NotImplemented("lab06 task 6.9: match_card is not written yet");
}

size_t match_phone(std::string_view text) {
  // About 9 lines: digit_groups() behind a +, else has_shape().
  // TODO(lab06 task 6.9): your code here.
  throw NotImplemented("lab06 task 6.9: match_phone is not written yet");
}

}  // namespace llmsys::lab06
