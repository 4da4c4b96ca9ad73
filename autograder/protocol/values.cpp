#include "autograder/protocol/values.h"

#include <algorithm>
#include <array>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr std::array<std::string_view, 7> kTypeNames = {"tensor", "integer", "number", "boolean",
                                                        "bytes",  "list",    "map"};

template <class T>
const T& get(const Value& value, std::string_view wanted) {
  const T* found = std::get_if<T>(&value.variant());
  LLMSYS_CHECK(ValueError, found != nullptr, "want ", wanted, ", got ", described(value));
  return *found;
}

// Without line breaks and other control characters.
std::string on_one_line(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) == 127)
      out += '?';
    else
      out += c;
  }
  return out;
}

std::string list_text(const List& list, size_t limit) {
  std::string out = "[";
  for (size_t i = 0; i < list.size() && out.size() < limit; ++i) out += (i > 0 ? ", " : "") + to_text(list[i], limit);
  return out + "]";
}

std::string map_text(const Values& values, size_t limit) {
  std::string out = "{";
  for (const auto& [name, value] : values) {
    if (out.size() >= limit) break;
    out += (out.size() > 1 ? ", " : "") + on_one_line(name) + ": " + to_text(value, limit);
  }
  return out + "}";
}

std::string whole_text(const Value& value, size_t limit) {
  switch (value.variant().index()) {
    case 0: {
      const Tensor& tensor = value.tensor();
      return tensor.defined() ? text("tensor ", tensor.dtype(), " ", tensor.shape()) : "tensor (undefined)";
    }
    case 1: return text(value.integer());
    case 2: return text(value.number());
    case 3: return text(value.boolean());
    case 4: return text("\"", on_one_line(value.bytes()), "\"");
    case 5: return list_text(value.list(), limit);
    default: return map_text(value.map(), limit);
  }
}

}  // namespace

// Out of line: in the header, an Item is not complete yet where these would be.
Values::Values() = default;
Values::Values(const Values& other) = default;
Values::Values(Values&& other) noexcept = default;
Values& Values::operator=(const Values& other) = default;
Values& Values::operator=(Values&& other) noexcept = default;
Values::~Values() = default;

Values::Values(std::initializer_list<Item> items) {
  for (const Item& item : items) set(item.name, item.value);
}

size_t Values::size() const { return items_.size(); }

const Values::Item* Values::begin() const { return items_.data(); }

const Values::Item* Values::end() const { return items_.data() + items_.size(); }

const Value* Values::find(std::string_view name) const {
  const auto at = std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.name == name; });
  return at == items_.end() ? nullptr : &at->value;
}

const Value& Values::operator[](std::string_view name) const {
  const Value* found = find(name);
  if (found != nullptr) return *found;
  if (items_.empty()) throw ValueError(text("no value named ", name, "; there are none"));
  std::vector<std::string> names;
  for (const Item& item : items_) names.push_back(item.name);
  throw ValueError(text("no value named ", name, "; there are: ", join(names, ", ")));
}

void Values::set(std::string_view name, Value value) {
  for (Item& item : items_)
    if (item.name == name) {
      item.value = std::move(value);
      return;
    }
  items_.push_back({std::string(name), std::move(value)});
}

Value::Value(std::span<const int64_t> values) : variant_(List(values.begin(), values.end())) {}

Value::Value(const Shape& shape) : variant_(List(shape.begin(), shape.end())) {}

const Tensor& Value::tensor() const { return get<Tensor>(*this, "a tensor"); }

int64_t Value::integer() const { return get<int64_t>(*this, "an integer"); }

double Value::number() const {
  if (const int64_t* integer = std::get_if<int64_t>(&variant_)) return static_cast<double>(*integer);
  return get<double>(*this, "a number");
}

bool Value::boolean() const { return get<bool>(*this, "a boolean"); }

const std::string& Value::bytes() const { return get<std::string>(*this, "bytes"); }

const List& Value::list() const { return get<List>(*this, "a list"); }

const Values& Value::map() const { return get<Values>(*this, "a map"); }

std::vector<int64_t> Value::integers() const {
  std::vector<int64_t> out;
  for (const Value& item : list()) out.push_back(item.integer());
  return out;
}

std::string_view Value::type_name() const { return kTypeNames[variant_.index()]; }

std::string to_text(const Value& value, size_t limit) {
  std::string out = whole_text(value, limit);
  if (out.size() > limit) out = out.substr(0, limit) + "...";
  return out;
}

std::string described(const Value& value) {
  if (std::holds_alternative<Tensor>(value.variant())) return "a " + to_text(value);
  const std::string_view type = value.type_name();
  return text(type == "integer" ? "an " : (type == "bytes" ? "" : "a "), type, " ", to_text(value));
}

}  // namespace llmsys
