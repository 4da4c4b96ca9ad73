#include <map>
#include <set>

#include "framework/base/error.h"
#include "framework/io/detail/messages.h"
#include "framework/io/model_tensors.h"

namespace llmsys {
namespace {

constexpr size_t kMostGroups = 200;  // a file of strangers may have a million names; those of a model are 12 groups

// Problems of one kind, those that differ by the layer's number together.
class Group {
 public:
  void add(const std::string& name, const std::string& detail = "") {
    const auto [begin, end] = layer_of(name);
    std::string pattern = name + detail;
    if (begin < end) pattern.replace(begin, end - begin, "{}");
    std::set<int>& layers = patterns_[pattern];
    if (begin < end) layers.insert(std::stoi(name.substr(begin, end - begin)));
  }
  [[nodiscard]] std::string to_text(std::string_view title) const {
    std::vector<std::string> out;
    for (const auto& [pattern, layers] : patterns_) {
      if (out.size() == kMostGroups) break;
      out.push_back(detail::printable(layers.empty() ? pattern : with_layers(pattern, layers)));
    }
    if (patterns_.size() > kMostGroups) out.push_back(text("and ", patterns_.size() - kMostGroups, " more"));
    return out.empty() ? "" : text("\n  ", title, ": ", join(out, ", "));
  }

 private:
  // Where the first number between two dots is; an empty place if there is none.
  static std::pair<size_t, size_t> layer_of(const std::string& name) {
    for (size_t dot = name.find('.'); dot != name.npos; dot = name.find('.', dot + 1)) {
      const size_t end = name.find_first_not_of("0123456789", dot + 1);
      const size_t digits = (end == name.npos ? name.size() : end) - dot - 1;
      if (digits > 0 && digits < 9 && end != name.npos && name[end] == '.') return {dot + 1, end};
    }
    return {0, 0};
  }
  // "{0-3,5}" for the layers, "0" for one.
  static std::string with_layers(std::string pattern, const std::set<int>& layers) {
    std::vector<std::string> ranges;
    for (auto it = layers.begin(); it != layers.end();) {
      const int first = *it;
      int last = first;
      while (++it != layers.end() && *it == last + 1) ++last;
      ranges.push_back(first == last ? text(first) : text(first, "-", last));
    }
    const std::string shown = layers.size() == 1 ? ranges[0] : text("{", join(ranges, ","), "}");
    return pattern.replace(pattern.find("{}"), 2, shown);
  }

  std::map<std::string, std::set<int>> patterns_;
};

}  // namespace

void check_tensors(const ModelConfig& config, const std::vector<TensorSpec>& found, const std::string& where) {
  std::map<std::string, Shape> left;
  Group missing, extra, other, twice;
  for (const TensorSpec& spec : found) {
    const std::string name = canonical_name(config.family, spec.name);
    if (is_buffer(config.family, name)) continue;
    if (!left.emplace(name, spec.shape).second) twice.add(name);
  }
  for (const TensorSpec& wanted : model_tensors(config)) {
    const auto it = left.find(wanted.name);
    if (it == left.end())
      missing.add(wanted.name, text(" ", wanted.shape));
    else if (!(it->second == wanted.shape))
      other.add(wanted.name, text(" is ", it->second, ", want ", wanted.shape));
    if (it != left.end()) left.erase(it);
  }
  if (config.tied) left.erase("lm_head.weight");
  for (const auto& [name, shape] : left) extra.add(name, text(" ", shape));
  const std::string problems = missing.to_text("missing") + extra.to_text("not wanted") +
                               other.to_text("of another shape") + twice.to_text("there twice");
  LLMSYS_CHECK(IoError, problems.empty(), "[check_tensors] ", where, " does not fit a ", to_text(config.family), " of ",
               config.layers, " layers, width ", config.width, " and ", config.vocabulary, " tokens:", problems,
               "\nIs it the config.json that was saved with these weights?");
}

}  // namespace llmsys
