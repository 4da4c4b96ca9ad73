#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <set>

#include "framework/base/error.h"
#include "framework/io/atomic_file.h"
#include "framework/io/detail/bytes_of.h"
#include "framework/io/detail/safetensors_dtypes.h"
#include "framework/io/detail/safetensors_header.h"
#include "framework/io/detail/write_safetensors.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/copy.h"

namespace llmsys {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kAlignment = 64;  // of the data in the file: a cache line, an AVX-512 vector

void check(const NamedTensors& tensors) {
  std::set<std::string> seen;
  for (const auto& [name, tensor] : tensors) {
    LLMSYS_CHECK(ValueError, name != detail::kMetadataKey, "[save_safetensors] a tensor may not be named ", name);
    LLMSYS_CHECK(ValueError, seen.insert(name).second, "[save_safetensors] two tensors are named '", name, "'");
  }
}

// Places in `tensors`, largest elements first: what follows a multiple of 8 bytes is aligned to 8, then to 4, ...
std::vector<size_t> order_in_file(const NamedTensors& tensors) {
  std::vector<size_t> order(tensors.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return item_size(tensors[a].tensor.dtype()) > item_size(tensors[b].tensor.dtype());
  });
  return order;
}

std::string padded(std::string json) {
  const size_t rest = (8 + json.size()) % kAlignment;
  if (rest != 0) json.append(kAlignment - rest, ' ');  // the format allows spaces at the end
  return json;
}

std::string header_json(const NamedTensors& tensors, const std::vector<size_t>& order,
                        const std::map<std::string, std::string>& metadata) {
  std::vector<std::pair<int64_t, int64_t>> offsets(tensors.size());
  int64_t end = 0;
  for (const size_t i : order) {
    const int64_t begin = end;
    end += tensors[i].tensor.bytes();
    offsets[i] = {begin, end};
  }
  Json json = Json::object();
  if (!metadata.empty()) json[std::string(detail::kMetadataKey)] = metadata;
  for (size_t i = 0; i < tensors.size(); ++i) {
    const auto& [name, tensor] = tensors[i];
    json[name] = {{"dtype", detail::safetensors_name(tensor.dtype())},
                  {"shape", std::vector(tensor.shape().begin(), tensor.shape().end())},
                  {"data_offsets", {offsets[i].first, offsets[i].second}}};
  }
  try {
    return padded(json.dump());
  } catch (const Json::type_error& error) {
    throw ValueError(text("[save_safetensors] names and metadata must be UTF-8: ", error.what()));
  }
}

}  // namespace

std::unique_ptr<AtomicFile> detail::write_safetensors(const std::string& path, const NamedTensors& tensors,
                                                      const std::map<std::string, std::string>& metadata) {
  check(tensors);
  const std::vector<size_t> order = order_in_file(tensors);
  const std::string json = header_json(tensors, order, metadata);
  const uint64_t length = json.size();
  uint64_t bytes = sizeof length + length;
  for (const auto& [name, tensor] : tensors) bytes += static_cast<uint64_t>(tensor.bytes());

  auto file = std::make_unique<AtomicFile>(path, bytes);
  file->write({reinterpret_cast<const char*>(&length), sizeof length});
  file->write(json);
  for (const size_t i : order) {
    const Tensor rows = raw::contiguous(raw::to(tensors[i].tensor, Device::cpu));
    file->write(detail::bytes_of(rows));
  }
  return file;
}

void save_safetensors(const std::string& path, const NamedTensors& tensors,
                      const std::map<std::string, std::string>& metadata) {
  detail::write_safetensors(path, tensors, metadata)->commit();
}

}  // namespace llmsys
