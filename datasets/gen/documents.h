/// @file
/// How a corpus of many documents lies in one file: after each document a line with kEndOfDocument.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmsys::corpora {

/// What stands between documents; tokenizers of this project know it as one token.
inline constexpr std::string_view kEndOfDocument = "<|endoftext|>";

/// "a", "b" -> "a\n<|endoftext|>\nb\n<|endoftext|>\n".
std::string join_documents(const std::vector<std::string>& documents);

/// The way back: what is before each mark, and what is behind the last one unless that is blank; each without blanks and
/// newlines around it. A text without a mark is one document.
std::vector<std::string> split_documents(std::string_view text);

}  // namespace llmsys::corpora
