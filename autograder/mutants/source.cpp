#include "autograder/mutants/source.h"

#include <algorithm>
#include <cctype>

#include "autograder/cli/stubs.h"
#include "framework/base/error.h"

namespace llmsys::mutants {
namespace {

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

}  // namespace

Source::Source(std::string content, const std::string& name) : content_(std::move(content)) {
  for (const MarkedRegion& region : marked_regions(content_, name))
    regions_.push_back({region.begin_line + 1, region.end_line - 1});
  tokens_ = tokens_of(content_);
  partners_ = partners_of(tokens_);
  find_enclosing();
  find_bodies();
}

void Source::find_enclosing() {
  std::vector<size_t> open;
  for (size_t i = 0; i < tokens_.size(); ++i) {
    const bool closes = partners_[i] >= 0 && static_cast<size_t>(partners_[i]) < i;
    if (closes) open.pop_back();
    enclosing_.push_back(open.empty() ? i : open.back());
    if (partners_[i] >= 0 && !closes) open.push_back(i);
  }
}

// A `{` begins a function if a `(` stands between it and the statement before: in `namespace a {` and `struct b {` none does.
void Source::find_bodies() {
  for (size_t i = 0; i < tokens_.size(); ++i) {
    if (!tokens_[i].is("{")) continue;
    Body body{i, partner(i), true, false};
    bool function = false;
    for (size_t j = i; j-- > 0 && !tokens_[j].is(";") && !tokens_[j].is("}") && !tokens_[j].is("{");) {
      if (tokens_[j].is("(")) function = body.returns = true;  // what came so far stands behind it: parameters
      if (tokens_[j].is("void")) body.returns = false;
      body.constant = body.constant || tokens_[j].is("constexpr") || tokens_[j].is("consteval");
    }
    if (!function) continue;
    if (holds_marked(body)) bodies_.push_back(body);
    i = body.close;
  }
}

bool Source::holds_marked(const Body& body) const {
  for (size_t i = body.open; i < body.close; ++i)
    if (marked(i)) return true;
  return false;
}

const Body* Source::body_of(size_t token) const {
  const auto at = std::find_if(bodies_.begin(), bodies_.end(),
                               [&](const Body& body) { return body.open < token && token < body.close; });
  return at == bodies_.end() ? nullptr : &*at;
}

bool Source::marked(size_t token) const {
  const int line = tokens_[token].line;
  return std::any_of(regions_.begin(), regions_.end(),
                     [&](const Lines& lines) { return lines.first <= line && line <= lines.last; });
}

size_t Source::partner(size_t token) const {
  LLMSYS_CHECK(ValueError, partners_[token] >= 0, "line ", tokens_[token].line, ": ", tokens_[token].text,
               " is no bracket");
  return static_cast<size_t>(partners_[token]);
}

std::string_view Source::text(size_t begin, size_t end) const {
  if (begin >= end) return "";
  return std::string_view(content_).substr(tokens_[begin].begin, tokens_[end - 1].end() - tokens_[begin].begin);
}

bool Source::spaced(size_t token) const {
  const size_t begin = tokens_[token].begin, end = tokens_[token].end();
  return begin > 0 && is_space(content_[begin - 1]) && end < content_.size() && is_space(content_[end]);
}

}  // namespace llmsys::mutants
