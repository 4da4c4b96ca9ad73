#include "programs/pretrain/documents.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "datasets/gen/stories/stories.h"
#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "programs/train/folders.h"

namespace llmsys {
namespace {

std::string_view view_of(const SharedBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data.get()), bytes.size};
}

// One line end beside a separator belongs to it.
std::string_view without_line_ends(std::string_view document) {
  if (document.starts_with('\n')) document.remove_prefix(1);
  if (document.ends_with('\n')) document.remove_suffix(1);
  return document;
}

void check_text(const std::string& name, std::string_view text) {
  LLMSYS_CHECK(IoError, !text.empty(), name, " is empty: there is nothing to learn from");
  const void* nul = std::memchr(text.data(), 0, text.size());
  LLMSYS_CHECK(IoError, nul == nullptr, name, " looks binary: byte ", static_cast<const char*>(nul) - text.data(),
               " is NUL, want plain text");
}

SharedBytes made_stories(const std::string& name) {
  constexpr int64_t kUsual = 20'000;
  const std::string count = name.substr(std::min(name.size(), std::string_view("stories:").size()));
  const int64_t wanted = count.empty() ? kUsual : std::atoll(count.c_str());
  LLMSYS_CHECK(ValueError, wanted >= 1, "--data ", name, ": want a number of stories, as in stories:5000");
  const auto made = std::make_shared<std::string>(corpora::stories(1, wanted));
  return {std::shared_ptr<std::byte>(made, reinterpret_cast<std::byte*>(made->data())), made->size()};
}

}  // namespace

Documents::Documents(const std::vector<std::string>& data) {
  for (const std::string& name : data) {
    if (is_generated(name))
      add(name, made_stories(name));
    else
      add(name, map_file(name == "austen" ? default_text() : name));
  }
  LLMSYS_CHECK(ValueError, !documents_.empty(), "there is no text to learn from: ", join(data, ", "), " hold",
               data.size() == 1 ? "s" : "", " nothing but ", kEndOfText);
}

void Documents::add(const std::string& name, SharedBytes bytes) {
  std::string_view text = view_of(bytes);
  check_text(name, text);
  fingerprint_ = fingerprint_ * 0x9E3779B97F4A7C15 + hash_text(text.data(), text.size());
  const bool one = text.find(kEndOfText) == std::string_view::npos;
  while (!text.empty()) {
    const size_t end = std::min(text.find(kEndOfText), text.size());
    const std::string_view document = one ? text : without_line_ends(text.substr(0, end));
    if (!document.empty()) documents_.push_back(document);
    bytes_ += static_cast<int64_t>(document.size());
    text.remove_prefix(std::min(text.size(), end + kEndOfText.size()));
  }
  texts_.push_back(std::move(bytes));
}

bool is_generated(const std::string& name) { return name == "stories" || name.starts_with("stories:"); }

std::vector<std::string> kept_data(const std::vector<std::string>& data) {
  std::vector<std::string> out;
  for (const std::string& name : data)
    out.push_back(name == "austen" || is_generated(name) ? name : kept_paths({name}).front());
  return out;
}

namespace {

// A place near `at` where a text may be cut: behind a line's end, else before a blank, else a character's first byte.
size_t good_cut(std::string_view text, size_t at) {
  constexpr size_t kNear = 4096;
  const std::string_view before = text.substr(0, at);
  const size_t line = before.rfind('\n'), blank = before.rfind(' ');
  if (line != std::string_view::npos && at - line < kNear) return line + 1;
  if (blank != std::string_view::npos && at - blank < kNear) return blank;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;  // inside a UTF-8 character
  return at;
}

}  // namespace

DocumentSplit hold_out_a_tenth(std::span<const std::string_view> documents) {
  size_t total = 0;
  for (const std::string_view document : documents) total += document.size();
  const size_t cut = total - total / 10;
  DocumentSplit out;
  size_t begin = 0;
  for (const std::string_view document : documents) {
    const size_t end = begin + document.size();
    const bool far = document.size() > total / 100;  // the next document's beginning would be
    if (end <= cut || (begin < cut && !far)) {
      out.train.push_back(document);
    } else if (begin >= cut) {
      out.held_out.push_back(document);
    } else {
      const size_t at = good_cut(document, cut - begin);
      out.cut = at > 0;
      if (out.cut) out.train.push_back(document.substr(0, at));
      out.held_out.push_back(document.substr(at));
    }
    begin = end;
  }
  return out;
}

}  // namespace llmsys
