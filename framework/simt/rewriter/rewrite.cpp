#include "framework/simt/rewriter/rewrite.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "framework/base/error.h"
#include "framework/simt/rewriter/tokens.h"

namespace llmsys::simt {
namespace {

constexpr size_t kNone = static_cast<size_t>(-1);

bool is_blank(const Token& token) { return token.kind == TokenKind::space || token.kind == TokenKind::comment; }

/// The line ends of these tokens, so that what comes behind stays on its line.
std::string line_ends(const std::vector<Token>& tokens, size_t begin, size_t end) {
  std::string out;
  for (size_t i = begin; i < end; ++i) {
    const std::string_view text = tokens[i].text;
    for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
      out += at > 0 && text[at - 1] == '\\' ? "\\\n" : "\n";
  }
  return out;
}

/// Tokens without comments, and with one blank where there was space.
std::string on_one_line(const std::vector<Token>& tokens, size_t begin, size_t end) {
  std::string out;
  for (size_t i = begin; i < end; ++i) {
    if (!is_blank(tokens[i]))
      out += tokens[i].text;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

class Rewriter {
 public:
  explicit Rewriter(std::string_view source) : tokens_(tokenize(source)) { find_kernels(); }

  std::string run() {
    for (at_ = 0; at_ < tokens_.size();) {
      track_braces();
      if (!rewrite_launch() && !rewrite_shared() && !rewrite_member() && !rewrite_launch_call())
        out_.emplace_back(tokens_[at_++].text);
    }
    std::string all;
    for (const std::string& piece : out_) all += piece;
    return all;
  }

 private:
  [[nodiscard]] bool is(size_t i, std::string_view text) const {
    return i < tokens_.size() && tokens_[i].text == text && tokens_[i].kind != TokenKind::literal;
  }
  [[nodiscard]] bool is_name(size_t i) const { return i < tokens_.size() && tokens_[i].kind == TokenKind::identifier; }
  /// The next token that is no blank, from i on.
  [[nodiscard]] size_t forward(size_t i) const {
    while (i < tokens_.size() && is_blank(tokens_[i])) ++i;
    return i;
  }
  /// The last one before i; kNone if there is none.
  [[nodiscard]] size_t back(size_t i) const {
    while (i-- > 0)
      if (!is_blank(tokens_[i])) return i;
    return kNone;
  }
  [[nodiscard]] bool opens(size_t i) const { return is(i, "(") || is(i, "[") || is(i, "{"); }
  [[nodiscard]] bool closes(size_t i) const { return is(i, ")") || is(i, "]") || is(i, "}"); }

  /// The first `text` from i on that is within no brackets.
  [[nodiscard]] size_t find_outside(size_t i, std::string_view text) const {
    for (int depth = 0; i < tokens_.size(); ++i) {
      if (depth == 0 && is(i, text)) return i;
      depth += opens(i) ? 1 : closes(i) ? -1 : 0;
      if (depth < 0) break;
    }
    return kNone;
  }

  /// The bracket that opens behind the one that opens at `open`.
  [[nodiscard]] size_t after_bracket(size_t open) const {
    const size_t close = find_outside(open + 1, ")");
    return close == kNone ? kNone : find_outside(close + 1, "(");
  }

  void find_kernels();
  void track_braces();
  [[nodiscard]] size_t bracket_before(size_t close) const;
  [[nodiscard]] size_t angle_before(size_t close) const;
  [[nodiscard]] size_t expression_before(size_t end) const;
  bool rewrite_launch();
  bool rewrite_shared();
  bool rewrite_member();
  bool rewrite_launch_call();
  [[nodiscard]] size_t end_of_name(size_t i) const;
  [[nodiscard]] bool is_void_pointer(size_t open) const;

  std::vector<Token> tokens_;
  size_t at_ = 0;
  std::vector<std::string> out_;   // one piece a token, so that an expression can be taken back
  std::set<std::string> kernels_;  // functions that are no templates and have one declaration
  std::vector<bool> in_function_;  // for each open brace
};

/// Names behind `__global__ ... void`, unless a template or declared more than once.
void Rewriter::find_kernels() {
  std::map<std::string, int> declarations;
  for (size_t i = 0; i < tokens_.size(); ++i) {
    if (!is(i, "__global__")) continue;
    size_t open = find_outside(i + 1, "(");
    if (open != kNone && is(back(open), "__launch_bounds__")) open = after_bracket(open);
    if (open == kNone || !is_name(back(open))) continue;
    size_t before = back(i);
    while (before != kNone && (is(before, "static") || is(before, "inline"))) before = back(before);
    const bool is_template = before != kNone && is(before, ">");
    declarations[std::string(tokens_[back(open)].text)] += is_template ? 2 : 1;
  }
  for (const auto& [name, count] : declarations)
    if (count == 1) kernels_.insert(name);
}

void Rewriter::track_braces() {
  if (is(at_, "}") && !in_function_.empty()) in_function_.pop_back();
  if (!is(at_, "{")) return;
  const size_t before = back(at_);
  const bool inside = !in_function_.empty() && in_function_.back();
  in_function_.push_back(inside ||
                         (before != kNone && (is(before, ")") || is(before, "const") || is(before, "noexcept"))));
}

/// Where the bracket that ends at `close` opens.
size_t Rewriter::bracket_before(size_t close) const {
  int depth = 0;
  for (size_t i = close + 1; i-- > 0;) {
    depth += closes(i) ? 1 : opens(i) ? -1 : 0;
    if (depth == 0) return i;
  }
  return kNone;
}

/// Where the template arguments that end at `close` begin: ">>>" counts three.
size_t Rewriter::angle_before(size_t close) const {
  int depth = 0;
  for (size_t i = close + 1; i-- > 0;) {
    if (is(i, ">>>")) depth += 3;
    if (is(i, ">")) depth += 1;
    if (is(i, "<") && --depth == 0) return i;
    if (closes(i)) i = bracket_before(i);
    if (i == kNone || is(i, ";")) return kNone;
  }
  return kNone;
}

/// Where the expression that ends before `end` begins: a::b<c>::d, pointers[i], (*p), s.member.
size_t Rewriter::expression_before(size_t end) const {
  size_t i = back(end), begin = kNone;
  while (i != kNone) {
    if (is(i, ">") || is(i, ">>>"))
      i = angle_before(i);
    else if (is(i, ")") || is(i, "]"))
      i = bracket_before(i);
    else if (!is_name(i))
      break;
    if (i == kNone) break;
    const bool name = is_name(i);
    begin = i;
    const size_t before = back(i);
    if (!name) {  // of f(x), a[i] and t<x> the name comes next; (x) stands by itself
      if (before == kNone || !(is_name(before) || closes(before)) || is(before, "return")) break;
      i = before;
    } else if (before != kNone && (is(before, "::") || is(before, ".") || is(before, "->"))) {
      begin = before;
      i = back(before);
    } else {
      break;
    }
  }
  return begin;
}

bool Rewriter::rewrite_launch() {
  if (!is(at_, "<<<")) return false;
  const auto need = [&](bool condition, const char* what) {
    const auto line = 1 + std::count(tokens_[0].text.data(), tokens_[at_].text.data(), '\n');
    LLMSYS_CHECK(ValueError, condition, "[simt_rewrite] line ", line, ": <<< without ", what);
  };
  const size_t begin = expression_before(at_);
  need(begin != kNone, "a kernel before it");
  const size_t end = find_outside(at_ + 1, ">>>");
  need(end != kNone, ">>>");
  const size_t open = forward(end + 1);
  need(is(open, "("), "(arguments) behind >>>");
  const std::string kernel = on_one_line(tokens_, begin, at_);
  out_.resize(out_.size() - (at_ - begin));
  if (kernels_.contains(kernel))
    out_.push_back("::llmsys::simt::launch_kernel<" + kernel + ">(::llmsys::simt::Configuration(");
  else
    out_.push_back("::llmsys::simt::launch_expression(" + quoted(kernel) +
                   ", [=](auto... simt_arguments) LLMSYS_SIMT_RUNTIME { " + kernel +
                   "(simt_arguments...); }, ::llmsys::simt::Configuration(");
  out_.back() += line_ends(tokens_, begin, at_);
  for (size_t i = at_ + 1; i < end; ++i) out_.emplace_back(tokens_[i].text);
  out_.push_back(")" + line_ends(tokens_, end, open) + (is(forward(open + 1), ")") ? "" : ", "));
  at_ = open + 1;  // arguments follow as they are
  return true;
}

/// extern __shared__ [__align__(16)] T name[][2]; -> auto* const name = dynamic_shared<T[2]>();
bool Rewriter::rewrite_shared() {
  if (!is(at_, "extern")) return false;
  const size_t end = find_outside(at_, ";"), bracket = find_outside(at_, "[");
  bool shared = false;
  for (size_t i = at_; end != kNone && i < end; ++i) shared = shared || is(i, "__shared__");
  if (!shared || bracket == kNone || bracket > end) return false;
  const size_t name = back(bracket), close = find_outside(bracket + 1, "]");
  std::string type;
  for (size_t i = at_; i < name; ++i) {
    if (is(i, "extern") || is(i, "__shared__")) continue;
    if (is(i, "__align__") || is(i, "alignas"))
      i = find_outside(forward(i + 1) + 1, ")");
    else if (!is_blank(tokens_[i]))
      type += (type.empty() ? "" : " ") + std::string(tokens_[i].text);
  }
  const std::string element = type + on_one_line(tokens_, close + 1, end);
  const bool inside = !in_function_.empty() && in_function_.back();
  const std::string variable(tokens_[name].text);
  out_.push_back(inside ? "auto* const " + variable + " = ::llmsys::simt::dynamic_shared<" + element + ">()"
                        : "static const auto " + variable + " = ::llmsys::simt::DynamicShared<" + element + ">()");
  out_.back() += line_ends(tokens_, at_, end);
  at_ = end;
  return true;
}

/// config.gridDim, and .gridDim = in braces: the name alone is a variable of kernels.
bool Rewriter::rewrite_member() {
  if (!is(at_, "gridDim") && !is(at_, "blockDim")) return false;
  const size_t before = back(at_);
  if (before == kNone || !(is(before, ".") || is(before, "->"))) return false;
  out_.emplace_back(is(at_, "gridDim") ? "grid_dim" : "block_dim");
  ++at_;
  return true;
}

/// cudaLaunchKernel((void*)k, ... -> cudaLaunchKernel(NamedKernel{"k", k}, ...: reports need the name, and the cast would hide
/// what k takes. Of cudaLaunchKernelEx it is the second argument.
bool Rewriter::rewrite_launch_call() {
  const bool second = is(at_, "cudaLaunchKernelEx");
  if (!second && !is(at_, "cudaLaunchKernel") && !is(at_, "cudaLaunchCooperativeKernel")) return false;
  const size_t open = forward(at_ + 1);
  if (!is(open, "(")) return false;
  const size_t before = second ? find_outside(open + 1, ",") : open;
  if (before == kNone) return false;
  size_t begin = forward(before + 1);
  const size_t end = end_of_name(begin);
  if (is(begin, "(") && is_void_pointer(begin)) begin = forward(find_outside(begin + 1, ")") + 1);
  if (end == kNone || begin >= end) return false;
  for (size_t i = at_; i <= before; ++i) out_.emplace_back(tokens_[i].text);
  const std::string kernel = on_one_line(tokens_, begin, end);
  out_.push_back("::llmsys::simt::NamedKernel{" + quoted(kernel) + ", " + kernel + "}" +
                 line_ends(tokens_, before + 1, end));
  at_ = end;
  return true;
}

/// The comma behind an argument that names a function: template arguments have commas of their own.
size_t Rewriter::end_of_name(size_t i) const {
  for (int depth = 0; i < tokens_.size() && depth >= 0; ++i) {
    if (depth == 0 && is(i, ",")) return i;
    depth += opens(i) || is(i, "<") ? 1 : closes(i) || is(i, ">") ? -1 : is(i, ">>>") ? -3 : 0;
  }
  return kNone;
}

bool Rewriter::is_void_pointer(size_t open) const {
  const std::string type = on_one_line(tokens_, open + 1, find_outside(open + 1, ")"));
  return type == "void*" || type == "void *" || type == "const void*" || type == "const void *";
}

}  // namespace

std::string rewrite_cuda(std::string_view source, const std::string& path) {
  return "#include \"framework/simt/raw.h\"\n#line 1 " + quoted(path) + "\n" + Rewriter(source).run();
}

}  // namespace llmsys::simt
