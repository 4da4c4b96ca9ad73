#include "docs/markdown_filter.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <utility>

namespace llmsys::docs {
namespace {

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  for (std::string_view prefix : prefixes)
    if (text.starts_with(prefix)) return true;
  return false;
}

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// "/home/me/lab/framework/base/error.h" as Doxygen can look it up: "framework/base/error.h".
std::string from_root(const std::string& path) {
  for (std::string_view top : {"framework/", "autograder/", "labs/"}) {
    const size_t at = path.rfind(top);
    if (at != std::string::npos && (at == 0 || path[at - 1] == '/')) return path.substr(at);
  }
  return path;
}

// Whether a page is long enough for a table of contents: three headings under its title.
bool is_long(std::string_view text) {
  int headings = 0;
  for (size_t at = 0; (at = text.find("\n##", at)) != std::string_view::npos; ++at) ++headings;
  return headings >= 3;
}

// One page on its way through the filter, line by line.
class Filter {
 public:
  Filter(std::string_view path, bool wants_contents)
      : folder_(std::filesystem::path(path).parent_path()), page_(page_id(path)), wants_contents_(wants_contents) {}

  std::string line(std::string_view text) {
    const std::string_view body = trimmed(text);
    if (!fence_.empty()) return inside_fence(text, body);
    if (!in_display_math_ && starts_with_any(body, {"```", "~~~"})) return open_fence(text, body);
    if (!in_display_math_ && is_heading(text)) return heading(text);
    if (!in_display_math_ && takes_anchor(body)) return "";
    return contents(body) + inline_text(checkbox(text));
  }

 private:
  // "[TOC] " before the first line of prose, where Doxygen takes it without a line of its own.
  std::string contents(std::string_view body) {
    const bool prose = !body.empty() && std::isalpha(static_cast<unsigned char>(body.front())) != 0;
    if (!wants_contents_ || headings_ == 0 || !prose || in_display_math_) return "";
    wants_contents_ = false;
    return "[TOC] ";
  }

  std::string inside_fence(std::string_view text, std::string_view body) {
    if (body.starts_with(fence_) && body.find_first_not_of(fence_.front()) == std::string_view::npos) fence_.clear();
    return std::string(text);
  }

  std::string open_fence(std::string_view text, std::string_view body) {
    const size_t length = std::min(body.find_first_not_of(body.front()), body.size());
    fence_ = body.substr(0, length);
    const std::string_view info = trimmed(body.substr(length));
    std::string language(info.substr(0, info.find(' ')));
    if (language == "python") language = "py";  // the name that Doxygen colours
    return std::string(text.substr(0, text.find(fence_))) + fence_ + language;
  }

  // `<a id="lab00_view"></a>` on a line of its own names the heading below it: GitHub shows nothing, and links lead here.
  bool takes_anchor(std::string_view body) {
    constexpr std::string_view kOpen = "<a id=\"", kClose = "\"></a>";
    if (!body.starts_with(kOpen) || !body.ends_with(kClose) || body.size() <= kOpen.size() + kClose.size())
      return false;
    anchor_ = body.substr(kOpen.size(), body.size() - kOpen.size() - kClose.size());
    return true;
  }

  static bool is_heading(std::string_view text) {
    const size_t level = text.find_first_not_of('#');
    return level >= 1 && level <= 6 && text[level] == ' ';
  }

  std::string heading(std::string_view text) {
    const std::string_view name = trimmed(text.substr(text.find(' ')));
    const std::string slug = heading_slug(name);
    const int earlier = seen_[slug]++;
    std::string id = page_;
    if (headings_++ > 0) id += "-" + slug + (earlier == 0 ? "" : "-" + std::to_string(earlier));
    if (!anchor_.empty()) id = std::exchange(anchor_, "");
    return inline_text(text) + " {#" + id + "}";
  }

  static std::string checkbox(std::string_view text) {
    const size_t dash = text.find_first_not_of(' ');
    if (dash != std::string_view::npos) {
      const std::string_view item = text.substr(dash);
      const std::string before(text.substr(0, dash));
      if (starts_with_any(item, {"- [ ] ", "* [ ] "})) return before + "- ☐ " + std::string(item.substr(6));
      if (starts_with_any(item, {"- [x] ", "* [x] "})) return before + "- ☒ " + std::string(item.substr(6));
    }
    return std::string(text);
  }

  // Copies a line and replaces math and links, but nothing inside code spans.
  std::string inline_text(std::string_view text) {
    std::string out;
    size_t at = 0;
    while (at < text.size()) {
      if (text.substr(at, 2) == "$$") {
        out += in_display_math_ ? "\\f]" : "\\f[";
        in_display_math_ = !in_display_math_;
        at += 2;
      } else if (in_display_math_) {
        out += text[at++];
      } else if (text.substr(at, 2) == "\\$") {
        out += '$';
        at += 2;
      } else if (text[at] == '`') {
        at = copy_code_span(text, at, out);
      } else if (text[at] == '$') {
        at = copy_math(text, at, out);
      } else if (text[at] == '[' && (at == 0 || text[at - 1] != '!')) {
        at = copy_link(text, at, out);
      } else {
        out += text[at++];
      }
    }
    return out;
  }

  // A run of n backticks ends at the next run of n.
  static size_t copy_code_span(std::string_view text, size_t at, std::string& out) {
    const size_t open = std::min(text.find_first_not_of('`', at), text.size());
    const std::string_view ticks = text.substr(at, open - at);
    size_t close = open;
    while ((close = text.find(ticks, close)) != std::string_view::npos) {
      const size_t end = std::min(text.find_first_not_of('`', close), text.size());
      if (end - close == ticks.size()) break;
      close = end;
    }
    const size_t next = close == std::string_view::npos ? open : close + ticks.size();
    for (; at < next; ++at) out += is_entity(text.substr(at, next - at)) ? "&amp;" : std::string(1, text[at]);
    return next;
  }

  // "&a;" in code is an address; Doxygen takes it for a character's name.
  static bool is_entity(std::string_view text) {
    if (!text.starts_with('&')) return false;
    const std::string_view name = text.substr(1, text.find(';') - 1);
    const bool is_word =
        std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '#'; });
    return !name.empty() && is_word && name.size() + 1 < text.size();
  }

  // GitHub's rule: no space inside the dollars, no digit after them; "$5 and $6" is money.
  static size_t copy_math(std::string_view text, size_t at, std::string& out) {
    const size_t close = text.find('$', at + 1);
    const bool math = close != std::string_view::npos && close > at + 1 && !is_space(text[at + 1]) &&
                      !is_space(text[close - 1]) &&
                      (close + 1 == text.size() || std::isdigit(static_cast<unsigned char>(text[close + 1])) == 0);
    if (!math) {
      out += '$';
      return at + 1;
    }
    out += "\\f$" + std::string(text.substr(at + 1, close - at - 1)) + "\\f$";
    return close + 1;
  }

  size_t copy_link(std::string_view text, size_t at, std::string& out) {
    const size_t middle = text.find("](", at);
    const size_t close = middle == std::string_view::npos ? middle : text.find(')', middle);
    const bool nested = text.find('[', at + 1) < middle;  // a picture inside a link, or "[1] and [text](url)"
    if (close == std::string_view::npos || nested) {
      out += '[';
      return at + 1;
    }
    const std::string label = inline_text(text.substr(at + 1, middle - at - 1));
    const std::string target(text.substr(middle + 2, close - middle - 2));
    out += leads_nowhere(target) ? label : "[" + label + "](" + site_target(target) + ")";
    return close + 1;
  }

  static bool is_outside(std::string_view target) {
    return starts_with_any(target, {"http://", "https://", "mailto:"});
  }

  static bool leads_nowhere(const std::string& target) {
    if (is_outside(target) || target.starts_with('#')) return false;
    const std::string extension = std::filesystem::path(target.substr(0, target.find('#'))).extension().string();
    return extension != ".md" && extension != ".h" && extension != ".cuh";
  }

  // "lab00_bigram", as opposed to the slug of a heading.
  static bool is_own_id(std::string_view anchor) {
    const auto digit = [&](size_t i) { return std::isdigit(static_cast<unsigned char>(anchor[i])) != 0; };
    return anchor.size() > 6 && anchor.starts_with("lab") && digit(3) && digit(4) && anchor[5] == '_';
  }

  [[nodiscard]] std::string site_target(const std::string& target) const {
    if (is_outside(target)) return target;
    const size_t hash = target.find('#');
    const std::string file = target.substr(0, hash);
    const std::string anchor = hash == std::string::npos ? "" : target.substr(hash + 1);
    if (is_own_id(anchor)) return "#" + anchor;
    const std::string path = (folder_ / file).lexically_normal().string();
    if (!file.empty() && !file.ends_with(".md")) return "@ref " + from_root(path);
    const std::string page = file.empty() ? page_ : page_id(path);
    return "#" + page + (anchor.empty() ? "" : "-" + heading_slug(anchor));
  }

  std::filesystem::path folder_;
  std::string page_;
  bool wants_contents_;           // until the table of contents is written
  std::string fence_;             // the run that opened the fence we are in; empty outside
  bool in_display_math_ = false;  // between $$ and $$
  int headings_ = 0;
  std::string anchor_;               // the id that a line above gives to the next heading
  std::map<std::string, int> seen_;  // how often a slug has occurred: GitHub numbers the later ones
};

}  // namespace

std::string page_id(std::string_view path) {
  const std::filesystem::path file(path);
  const std::string stem = file.stem().string();
  if (stem != "README") return stem;
  const std::string folder = file.parent_path().filename().string();
  const bool is_lab = folder.size() > 3 && std::isdigit(static_cast<unsigned char>(folder[0])) != 0;
  return is_lab ? "lab" + folder : folder.empty() ? "README" : folder;
}

std::string heading_slug(std::string_view heading) {
  std::string slug;
  for (char c : trimmed(heading)) {
    if (c == ' ') slug += '-';
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_')
      slug += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return slug;
}

std::string filter_markdown(std::string_view text, std::string_view path) {
  Filter filter(path, is_long(text));
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    out += filter.line(text.substr(0, end));
    if (end == std::string_view::npos) break;
    out += '\n';
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace llmsys::docs
