/// @file
/// A C++ source as the preprocessor sees it: lines joined, comments and strings told apart from code.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// A preprocessor directive: `#include <vector>` at line 3.
struct Directive {
  int line = 0;           ///< counted from 1
  std::string name;       ///< "include", "pragma", ...; a number for `# 12 "file"`
  std::string arguments;  ///< the rest of the line, without comments
};

/// A word of the code that is neither in a comment nor in a string.
struct Word {
  int line = 0;      ///< counted from 1
  std::string text;  ///< an identifier, a keyword, or ##
};

/// What a source is made of, as far as the policy asks.
struct SourceTokens {
  std::vector<Directive> directives;  ///< in order; also those that a condition of the preprocessor leaves out
  std::vector<Word> words;            ///< in order; those of directives (macros' bodies), too
};

/// Takes a source apart. Every text is a source: what is no C++ is for the compiler to say.
SourceTokens tokens_of(std::string_view source);

}  // namespace llmsys
