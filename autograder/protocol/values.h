/// @file
/// What crosses the border between judge and worker: tensors, numbers, text, and lists and maps of them.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys {

class Value;

/// Several values in order.
using List = std::vector<Value>;

/// Named values: what a scenario takes and what it returns. Keeps the order of insertion; names are unique.
class Values {
 public:
  struct Item;
  /// None.
  Values();
  /// `{{"x", x}, {"eps", 1e-5}}`
  Values(std::initializer_list<Item> items);
  /// Copies all; tensors are handles.
  Values(const Values& other);
  /// Takes all.
  Values(Values&& other) noexcept;
  /// Copies all; tensors are handles.
  Values& operator=(const Values& other);
  /// Takes all.
  Values& operator=(Values&& other) noexcept;
  ~Values();

  /// The value of that name.  @throws ValueError naming those there are
  const Value& operator[](std::string_view name) const;
  /// The value of that name, or null.
  [[nodiscard]] const Value* find(std::string_view name) const;
  /// Adds a value, or replaces the one of that name.
  void set(std::string_view name, Value value);
  /// How many there are.
  [[nodiscard]] size_t size() const;
  /// The first item in order of insertion.
  [[nodiscard]] const Item* begin() const;
  /// Behind the last item.
  [[nodiscard]] const Item* end() const;

 private:
  std::vector<Item> items_;
};

/// One of: Tensor, int64, double, bool, bytes, list, map.
class Value {
 public:
  /// The alternatives, in the order of their tags on the wire.
  using Variant = std::variant<Tensor, int64_t, double, bool, std::string, List, Values>;

  Value(Tensor value) : variant_(std::move(value)) {}         ///< a tensor
  Value(int64_t value) : variant_(value) {}                   ///< an integer
  Value(int value) : variant_(int64_t{value}) {}              ///< an integer
  Value(double value) : variant_(value) {}                    ///< a number
  Value(bool value) : variant_(value) {}                      ///< a truth value
  Value(std::string value) : variant_(std::move(value)) {}    ///< bytes, not necessarily text
  Value(const char* value) : variant_(std::string(value)) {}  ///< text
  Value(List value) : variant_(std::move(value)) {}           ///< a list
  Value(Values value) : variant_(std::move(value)) {}         ///< a map
  Value(std::span<const int64_t> values);                     ///< a list of integers
  Value(const std::vector<int64_t>& values) : Value(std::span<const int64_t>(values)) {}  ///< a list of integers
  Value(const Shape& shape);                                                              ///< a list of integers

  /// The tensor.  @throws ValueError if this is something else, as do all accessors below
  [[nodiscard]] const Tensor& tensor() const;
  /// The integer.
  [[nodiscard]] int64_t integer() const;
  /// The number; an integer counts as one.
  [[nodiscard]] double number() const;
  /// The truth value.
  [[nodiscard]] bool boolean() const;
  /// The bytes.
  [[nodiscard]] const std::string& bytes() const;
  /// The list.
  [[nodiscard]] const List& list() const;
  /// The map.
  [[nodiscard]] const Values& map() const;
  /// A list whose items are all integers.
  [[nodiscard]] std::vector<int64_t> integers() const;
  /// "tensor", "integer", "number", "boolean", "bytes", "list" or "map".
  [[nodiscard]] std::string_view type_name() const;
  /// The alternatives themselves.
  [[nodiscard]] const Variant& variant() const { return variant_; }

 private:
  Variant variant_;
};

/// A name and its value.
struct Values::Item {
  std::string name;  ///< unique among its Values
  Value value;       ///< what it names
};

/// One line for people: `[2, 3]`, `tensor f32 (2,3)`, `"text"`, cut after about `limit` characters.
std::string to_text(const Value& value, size_t limit = 200);

/// With its type, for messages: `an integer 3`, `a tensor f32 (2,3)`, `bytes "text"`.
std::string described(const Value& value);

}  // namespace llmsys
