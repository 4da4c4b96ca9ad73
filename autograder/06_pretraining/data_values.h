/// @file
/// Lists of texts and numbers as they cross between judge and worker.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "autograder/protocol/values.h"

namespace llmsys::lab06 {

/// Texts as a value.
inline List to_list(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

/// The texts of such a value.
inline std::vector<std::string> texts_of(const Value& in) {
  std::vector<std::string> texts;
  for (const Value& one : in.list()) texts.push_back(one.bytes());
  return texts;
}

/// Numbers with a fraction as a value.
inline List to_list(const std::vector<double>& numbers) { return {numbers.begin(), numbers.end()}; }

/// The numbers of such a value.
inline std::vector<double> numbers_of(const Value& in) {
  std::vector<double> numbers;
  for (const Value& one : in.list()) numbers.push_back(one.number());
  return numbers;
}

/// Numbers without a sign, bit for bit.
template <class To, class From>
std::vector<To> converted(const std::vector<From>& numbers) {
  std::vector<To> out;
  for (const From number : numbers) out.push_back(static_cast<To>(number));
  return out;
}

/// Lists of integers as a value.
template <class Integer>
List lists(const std::vector<std::vector<Integer>>& all) {
  List out;
  for (const std::vector<Integer>& one : all) out.emplace_back(converted<int64_t>(one));
  return out;
}

/// The lists of such a value.
template <class Integer>
std::vector<std::vector<Integer>> lists_of(const Value& in) {
  std::vector<std::vector<Integer>> all;
  for (const Value& one : in.list()) all.push_back(converted<Integer>(one.integers()));
  return all;
}

/// Pairs, one after another.
inline std::vector<int64_t> flat(const std::vector<std::pair<size_t, size_t>>& pairs) {
  std::vector<int64_t> out;
  for (const auto& [a, b] : pairs) out.insert(out.end(), {static_cast<int64_t>(a), static_cast<int64_t>(b)});
  return out;
}

/// The pairs of such a list.
inline std::vector<std::pair<size_t, size_t>> pairs_of(const Value& in) {
  const std::vector<size_t> numbers = converted<size_t>(in.integers());
  std::vector<std::pair<size_t, size_t>> out;
  for (size_t i = 0; i + 1 < numbers.size(); i += 2) out.emplace_back(numbers[i], numbers[i + 1]);
  return out;
}

}  // namespace llmsys::lab06
