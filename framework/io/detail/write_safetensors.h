/// @file
/// save_safetensors() in two steps.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "framework/io/atomic_file.h"
#include "framework/tensor/named_tensor.h"

namespace llmsys::detail {

/// Writes everything, but leaves commit() to the caller, who may have other files that must come first.
/// @throws as save_safetensors()
std::unique_ptr<AtomicFile> write_safetensors(const std::string& path, const NamedTensors& tensors,
                                              const std::map<std::string, std::string>& metadata);

}  // namespace llmsys::detail
