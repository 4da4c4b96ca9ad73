#include <nlohmann/json.hpp>
#include <set>

#include "framework/base/error.h"
#include "framework/io/detail/safetensors_header.h"

namespace llmsys::detail {
namespace {

using Json = nlohmann::json;

// Takes the header piece by piece, so that no tree is built and nesting costs nothing: the third level is refused.
//   { "__metadata__": {"key": "text"}, "name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]} }
class HeaderReader final : public nlohmann::json_sax<Json> {
 public:
  explicit HeaderReader(SafetensorsHeader& header) : header_(header) {}

  bool start_object(size_t /*elements*/) override {
    if (depth_ == 2 || array_) return refuse("an object");
    ++depth_;
    return true;
  }
  bool key(string_t& key) override { return depth_ == 1 ? begin_entry(key) : begin_field(key); }
  bool end_object() override {
    if (--depth_ == 1 && !in_metadata()) finish_entry();
    return true;
  }

  bool start_array(size_t /*elements*/) override {
    if (depth_ != 2 || array_ || in_metadata() || (field_ != "shape" && field_ != "data_offsets"))
      return refuse("a list");
    array_ = true;
    return true;
  }
  bool end_array() override {
    array_ = false;
    return true;
  }

  bool string(string_t& value) override {
    if (depth_ == 2 && in_metadata())
      header_.metadata[field_] = value;
    else if (depth_ == 2 && field_ == "dtype" && !array_)
      entry_.dtype_name = value;
    else
      return refuse("a text");
    return true;
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (!array_) return refuse("a number");
    const bool of_shape = field_ == "shape";
    std::vector<int64_t>& numbers = of_shape ? shape_ : offsets_;
    const size_t most = of_shape ? static_cast<size_t>(kMaxRank) : 2;
    LLMSYS_CHECK(IoError, numbers.size() < most, "tensor '", name_, "': ", field_, " may have at most ", most,
                 " numbers, has more");
    LLMSYS_CHECK(IoError, value <= INT64_MAX, "tensor '", name_, "': ", field_, " holds ", value, ", beyond 2^63");
    numbers.push_back(static_cast<int64_t>(value));
    return true;
  }
  bool number_integer(number_integer_t value) override { return refuse(text("the negative number ", value)); }
  bool number_float(number_float_t /*value*/, const string_t& digits) override {
    return refuse(text("the number ", digits, ", which is not a whole one in plain digits,"));
  }
  bool boolean(bool /*value*/) override { return refuse("true or false"); }
  bool null() override { return refuse("null"); }
  bool binary(binary_t& /*value*/) override { return refuse("binary data"); }
  bool parse_error(size_t position, const std::string& /*token*/, const Json::exception& error) override {
    throw IoError(text("its header is not JSON: byte ", position, " of it: ", error.what()));
  }

 private:
  [[nodiscard]] bool in_metadata() const { return name_ == kMetadataKey; }

  bool begin_entry(const std::string& name) {
    LLMSYS_CHECK(IoError, names_.insert(name).second, "the name '", name, "' comes twice");
    name_ = name;
    fields_.clear();
    entry_ = {.name = name, .dtype_name = "", .shape = {}, .begin = 0, .end = 0};
    shape_.clear();
    offsets_.clear();
    return true;
  }
  bool begin_field(const std::string& field) {
    LLMSYS_CHECK(IoError, fields_.insert(field).second, "'", name_, "' has '", field, "' twice");
    LLMSYS_CHECK(IoError, in_metadata() || field == "dtype" || field == "shape" || field == "data_offsets", "tensor '",
                 name_, "' has an unknown field '", field, "'");
    field_ = field;
    return true;
  }
  void finish_entry() {
    LLMSYS_CHECK(IoError, fields_.size() == 3, "tensor '", name_, "' needs dtype, shape and data_offsets, has ",
                 fields_.size(), " of the three");
    LLMSYS_CHECK(IoError, offsets_.size() == 2, "tensor '", name_, "' needs 2 data_offsets, has ", offsets_.size());
    try {
      entry_.shape = Shape(shape_);
    } catch (const ShapeError& error) {
      throw IoError(text("tensor '", name_, "': ", error.what()));
    }
    entry_.begin = static_cast<size_t>(offsets_[0]);
    entry_.end = static_cast<size_t>(offsets_[1]);
    header_.entries.push_back(entry_);
  }
  [[noreturn]] bool refuse(const std::string& what) const {
    throw IoError(text(what, " is out of place in the header, near '", name_, "'"));
  }

  SafetensorsHeader& header_;
  std::set<std::string> names_, fields_;  // seen: of the whole header, of this entry
  std::string name_, field_;              // which entry, which field of it
  int depth_ = 0;                         // objects open
  bool array_ = false;                    // a list is open
  SafetensorsEntry entry_;
  std::vector<int64_t> shape_, offsets_;
};

}  // namespace

SafetensorsHeader parse_safetensors_json(std::string_view json) {
  SafetensorsHeader header;
  HeaderReader reader(header);
  Json::sax_parse(json, &reader);
  return header;
}

}  // namespace llmsys::detail
