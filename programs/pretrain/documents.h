/// @file
/// The texts that a model learns from, cut into documents, and the part of them that is held out.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "framework/io/shared_bytes.h"

namespace llmsys {

/// What stands between two documents of a text, and ends each: GPT-2's.
inline constexpr std::string_view kEndOfText = "<|endoftext|>";

/// Texts, mapped into memory: what is not looked at is not read.
class Documents {
 public:
  /// @param data  "austen", "stories" or "stories:COUNT", or paths of text files. A file is one document, or several with
  /// "<|endoftext|>" between them.
  /// @throws IoError, ValueError naming the file that is missing, empty, a folder or binary
  explicit Documents(const std::vector<std::string>& data);
  Documents(const Documents&) = delete;
  Documents& operator=(const Documents&) = delete;

  /// In order; none is empty.
  [[nodiscard]] std::span<const std::string_view> all() const { return documents_; }
  /// Bytes of all documents.
  [[nodiscard]] int64_t bytes() const { return bytes_; }
  /// A number of all texts, to notice that they have changed.
  [[nodiscard]] uint64_t fingerprint() const { return fingerprint_; }

 private:
  void add(const std::string& name, SharedBytes bytes);

  std::vector<SharedBytes> texts_;
  std::vector<std::string_view> documents_;
  int64_t bytes_ = 0;
  uint64_t fingerprint_ = 0;
};

/// Whether data of that name is made from a seed: "stories", "stories:5000".
bool is_generated(const std::string& name);

/// The names as a checkpoint keeps them: paths become absolute.
std::vector<std::string> kept_data(const std::vector<std::string>& data);

/// Documents in two parts. A document that the cut goes through is in both, with its first and with its last part.
struct DocumentSplit {
  std::vector<std::string_view> train;     ///< what is learned from
  std::vector<std::string_view> held_out;  ///< what the loss is measured on
  bool cut = false;                        ///< whether the last of `train` goes on in the first of `held_out`
};

/// Holds out the last tenth: from the first document on that begins in it, or, if it is not near, by cutting the document that
/// lies there, at a line's or a word's end.
DocumentSplit hold_out_a_tenth(std::span<const std::string_view> documents);

}  // namespace llmsys
