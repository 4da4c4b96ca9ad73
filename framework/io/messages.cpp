#include "framework/io/detail/messages.h"
#include "framework/base/text.h"

namespace llmsys::detail {

std::string printable(std::string message) {
  constexpr size_t kMost = 400;
  for (char& c : message)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  if (message.size() > kMost) message.replace(kMost, std::string::npos, "...");
  return message;
}

std::string nearest_name(const std::vector<std::string>& names, std::string_view wanted) {
  const std::string* nearest = nullptr;
  size_t least = wanted.size() / 2 + 1;
  for (const std::string& name : names) {
    if (name.size() > wanted.size() + least) continue;  // too far away, however long it takes to find out
    const auto distance = static_cast<size_t>(edit_distance(name, wanted));
    if (distance >= least) continue;
    least = distance;
    nearest = &name;
  }
  return nearest != nullptr ? text("; the nearest is '", *nearest, "'") : text(" among its ", names.size(), " tensors");
}

}  // namespace llmsys::detail
