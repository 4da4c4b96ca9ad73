/// @file
/// The members of a configuration as values of a checkpoint, and back.
#pragma once
#include <cstdint>
#include <string>
#include <type_traits>

#include "framework/base/error.h"
#include "framework/io/checkpoint.h"

namespace llmsys {

/// Keeps members by name.
/// @param each  calls what it is given as visit(name, member) for each member: a number or a text
template <class Each>
void save_members(CheckpointState& state, const Each& each) {
  each([&state](const char* name, const auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (std::is_floating_point_v<Member>)
      state.set_real(name, member);
    else if constexpr (std::is_integral_v<Member>)
      state.set_integer(name, static_cast<int64_t>(member));
    else
      state.set_text(name, member);
  });
}

/// Reads them back: int64_t members are counts, and at least 1.
/// @param each  as above, over members that may be changed
/// @throws IoError naming what is missing or no such value
template <class Each>
void load_members(const CheckpointState& state, const Each& each) {
  each([&state](const char* name, auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (std::is_floating_point_v<Member>)
      member = state.real(name);
    else if constexpr (std::is_integral_v<Member>)
      member = static_cast<Member>(state.integer(name));
    else
      member = state.text(name);
    if constexpr (std::is_same_v<Member, int64_t>)
      LLMSYS_CHECK(IoError, member >= 1, "this checkpoint is damaged: its '", name, "' is ", member,
                   ", want at least 1");
  });
}

}  // namespace llmsys
