/// @file
/// Text on disk, and the part of it that is held out.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// All bytes of a text file, unchanged: no line-end conversion, any encoding.
/// @throws IoError if `path` is missing, a folder, a device or a pipe, not readable, empty, or holds a NUL byte (then it
///         is not text)
std::string read_text(const std::string& path);

/// How many of `size` items are held out: floor(size * fraction), the last ones.
/// @param fraction  in [0, 1)
/// @throws ValueError if fraction is outside, or NaN
size_t held_out_size(size_t size, double fraction);

/// The two parts of a sequence that are never mixed. Both are views: the sequence must outlive them.
template <class View>
struct HeldOutSplit {
  View train;     ///< the first part: what a model may learn from
  View held_out;  ///< the last part: what its loss is measured on
};

/// The last `fraction` of a text is held out. One cut, not a random sample: a sentence is in one part only.
/// @throws ValueError if fraction is not in [0, 1)
HeldOutSplit<std::string_view> split_held_out(std::string_view text, double fraction = 0.1);
/// The last `fraction` of a token sequence is held out.
/// @throws ValueError if fraction is not in [0, 1)
HeldOutSplit<std::span<const int64_t>> split_held_out(std::span<const int64_t> tokens, double fraction = 0.1);

/// Not for a temporary, as in split_held_out(read_text(path)): its views would outlive it. Give it a name first.
template <class Temporary>
requires std::same_as<Temporary, std::string> || std::same_as<Temporary, std::vector<int64_t>>
void split_held_out(Temporary&& sequence, double fraction = 0.1) = delete;

}  // namespace llmsys
