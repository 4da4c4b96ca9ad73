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
  // BEGIN SOLUTION task 6.9 passes_luhn
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    const int doubled = i % 2 == 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 == 0;
  // END SOLUTION
}

size_t match_email(std::string_view text) {
  // About 14 lines: what stands before the @, then label by label; remember the end of the last one that may be last.
  // BEGIN SOLUTION task 6.9 match_email
  const std::string_view local = text.substr(0, run_of(text, is_local));
  const bool dots = local.starts_with('.') || local.ends_with('.') || local.find("..") != std::string_view::npos;
  if (local.empty() || local.size() > 64 || dots || !text.substr(local.size()).starts_with('@')) return 0;
  size_t end = 0, at = local.size() + 1;
  for (int labels = 1;; ++labels) {
    const std::string_view label = text.substr(at, run_of(text.substr(at), is_label));
    if (label.empty() || label.starts_with('-') || label.ends_with('-')) return end;
    at += label.size();
    if (labels > 1 && label.size() > 1 && std::all_of(label.begin(), label.end(), is_letter)) end = at;
    if (!text.substr(at).starts_with('.')) return end;
    ++at;
  }
  // END SOLUTION
}

size_t match_ipv4(std::string_view text) {
  // About 11 lines.
  // BEGIN SOLUTION task 6.9 match_ipv4
  size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (at == text.size() || text[at++] != '.')) return 0;
    const std::string_view number = text.substr(at, run_of(text.substr(at), is_digit));
    const bool zeros = number.size() > 1 && number[0] == '0';
    if (number.empty() || number.size() > 3 || zeros || std::stoi(std::string(number)) > 255) return 0;
    at += number.size();
  }
  const bool goes_on = at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1]);
  return goes_on ? 0 : at;
  // END SOLUTION
}

size_t match_card(std::string_view text) {
  // About 4 lines: digit_groups() with " -" and at most one of them.
  // BEGIN SOLUTION task 6.9 match_card
  size_t end = 0;
  for (const DigitGroup& group : digit_groups(text, " -", 1))
    if (group.digits.size() >= 13 && group.digits.size() <= 19 && passes_luhn(group.digits)) end = group.end;
  return end;
  // END SOLUTION
}

size_t match_phone(std::string_view text) {
  // About 9 lines: digit_groups() behind a +, else has_shape().
  // BEGIN SOLUTION task 6.9 match_phone
  size_t end = 0;
  if (text.starts_with('+'))
    for (const DigitGroup& group : digit_groups(text.substr(1), " .-()", 2))
      if (group.digits.size() >= 8 && group.digits.size() <= 15) end = 1 + group.end;
  for (const std::string_view shape : {"000-000-0000", "000.000.0000", "000 000 0000", "(000) 000-0000"})
    if (has_shape(text, shape)) end = shape.size();
  return end;
  // END SOLUTION
}

}  // namespace llmsys::lab06
