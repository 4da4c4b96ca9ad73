/// @file
/// A list of modules of one type: the blocks of a transformer.
#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "framework/nn/module.h"

namespace llmsys {

/// Owns its modules; they are its children "0", "1", ... It has no forward of its own: whoever owns the list walks it.
template <class M>
class ModuleList : public Module {
 public:
  /// An empty one.
  ModuleList() : Module("ModuleList") {}
  /// Builds one more at the end.  @return it
  template <class... Arguments>
  M& emplace_back(Arguments&&... arguments) {
    items_.push_back(std::make_unique<M>(std::forward<Arguments>(arguments)...));
    register_module(std::to_string(items_.size() - 1), *items_.back());
    return *items_.back();
  }
  /// How many there are.
  [[nodiscard]] size_t size() const { return items_.size(); }
  /// The i-th.  @throws std::out_of_range
  M& operator[](size_t i) { return *items_.at(i); }

 private:
  std::vector<std::unique_ptr<M>> items_;
};

}  // namespace llmsys
