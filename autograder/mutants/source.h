/// @file
/// A solution's file as the generator sees it: tokens, the functions that hold solutions, the marked lines.
#pragma once
#include <string>
#include <vector>

#include "autograder/mutants/tokens.h"

namespace llmsys::mutants {

/// The braces of a function that holds a marked region; indices of tokens.
struct Body {
  size_t open = 0;        ///< its `{`
  size_t close = 0;       ///< its `}`
  bool returns = true;    ///< it returns something
  bool constant = false;  ///< the function is constexpr or consteval: it cannot ask at run time which mutant it is
};

/// A file and what is known of it.
class Source {
 public:
  /// @param name  shown in errors  @throws ValueError for markers or brackets that do not match
  Source(std::string content, const std::string& name);
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// The whole text.
  [[nodiscard]] const std::string& content() const { return content_; }
  /// Its tokens.
  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }
  /// Outermost functions that hold marked lines, in order.
  [[nodiscard]] const std::vector<Body>& bodies() const { return bodies_; }
  /// The body that a token lies in, or null.
  [[nodiscard]] const Body* body_of(size_t token) const;
  /// Whether the token lies in a marked region.
  [[nodiscard]] bool marked(size_t token) const;
  /// The partner of a bracket.  @throws ValueError if the token is none
  [[nodiscard]] size_t partner(size_t token) const;
  /// The innermost bracket around the token: the index of its opening one, or of the token itself if there is none.
  [[nodiscard]] size_t enclosing(size_t token) const { return enclosing_[token]; }
  /// Tokens begin to end - 1 as they are written.
  [[nodiscard]] std::string_view text(size_t begin, size_t end) const;
  /// Whether white space stands on both sides, as clang-format lays out operators with two operands: not in `<T>`, `&x`.
  [[nodiscard]] bool spaced(size_t token) const;

 private:
  struct Lines {
    int first, last;
  };
  void find_enclosing();
  void find_bodies();
  [[nodiscard]] bool holds_marked(const Body& body) const;

  std::string content_;
  std::vector<Lines> regions_;
  std::vector<Token> tokens_;
  std::vector<int> partners_;
  std::vector<size_t> enclosing_;
  std::vector<Body> bodies_;
};

}  // namespace llmsys::mutants
