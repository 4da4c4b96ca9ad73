#include "framework/simt/rewriter/kernels.h"

#include <functional>

namespace llmsys::simt {
namespace {

/// Template parameters of the declaration that token i is part of; 0 if it is no template. A pack may be any number: kNone.
size_t template_parameters(const Source& source, size_t i) {
  size_t start = i;
  for (; start != kNone && !source.is(start, "template"); start = source.back(start))
    if (source.is(start, ";") || source.is(start, "}") || source.is(start, "{")) return 0;
  if (start == kNone) return 0;
  const size_t open = source.forward(start + 1);
  size_t close = source.back(i);
  while (close != kNone && close > open && !(source.is(close, ">") && source.angle_before(close) == open))
    close = source.back(close);
  if (close == kNone || close <= open) return kNone;
  for (size_t k = open; k + 2 < close; ++k)
    if (source.is(k, ".") && source.is(k + 1, ".") && source.is(k + 2, ".")) return kNone;
  return source.arguments_between(open, close);
}

/// The bracket of a kernel's parameters, behind `__global__ void __launch_bounds__(256)` in any order.
size_t parameters_behind(const Source& source, size_t global) {
  size_t open = source.find_outside(global + 1, "(");
  while (open != kNone &&
         (source.is(source.back(open), "__launch_bounds__") || source.is(source.back(open), "__attribute__"))) {
    const size_t close = source.find_outside(open + 1, ")");
    open = close == kNone ? kNone : source.find_outside(close + 1, "(");
  }
  return open;
}

}  // namespace

Kernels::Kernels(const Source& source) {
  for (size_t i = 0; i < source.size(); ++i)
    if (source.is(i, "__global__")) add(source, i);
}

void Kernels::add(const Source& source, size_t global) {
  const size_t open = parameters_behind(source, global);
  if (open == kNone || !source.is_name(source.back(open))) return;
  const size_t close = source.find_outside(open + 1, ")");
  Kernel& kernel = kernels_[std::string(source[source.back(open)].text)];
  if (close != kNone && source.is(source.forward(close + 1), "{"))
    ++kernel.definitions;
  else
    ++kernel.declarations;
  kernel.parameters = template_parameters(source, global);
}

bool Kernels::name_one(const Source& source, size_t begin, size_t end) const {
  size_t name = source.back(end), arguments = 0;
  if (source.is(name, ">") || source.is(name, ">>>")) {
    const size_t open = source.angle_before(name);
    if (open == kNone) return false;
    arguments = source.arguments_between(open, name);
    name = source.back(open);
  }
  for (size_t i = begin; i < name; ++i)
    if (source.is(i, ".") || source.is(i, "->") || source.is(i, ">") || source.closes(i)) return false;
  const auto found = source.is_name(name) ? kernels_.find(source[name].text) : kernels_.end();
  if (found == kernels_.end()) return false;
  const Kernel& kernel = found->second;
  const bool one = kernel.definitions == 1 || (kernel.definitions == 0 && kernel.declarations == 1);
  return one && kernel.parameters == arguments;
}

}  // namespace llmsys::simt
