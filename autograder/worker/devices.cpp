#include "autograder/worker/devices.h"

#include "framework/tensor/copy.h"

namespace llmsys {
namespace {

Value moved(const Value& value, Device device) {
  if (const Tensor* tensor = std::get_if<Tensor>(&value.variant()))
    return tensor->defined() ? raw::to(*tensor, device) : *tensor;
  if (const List* list = std::get_if<List>(&value.variant())) {
    List out;
    for (const Value& item : *list) out.push_back(moved(item, device));
    return out;
  }
  if (const Values* map = std::get_if<Values>(&value.variant())) return on_device(*map, device);
  return value;
}

}  // namespace

Values on_device(const Values& values, Device device) {
  Values out;
  for (const auto& [name, value] : values) out.set(name, moved(value, device));
  return out;
}

}  // namespace llmsys
