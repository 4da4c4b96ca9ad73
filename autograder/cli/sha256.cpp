#include "autograder/cli/sha256.h"

#include <sodium.h>

#include <array>
#include <fstream>

namespace llmsys {
namespace {

std::string finish(crypto_hash_sha256_state& state) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&state, digest.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

void add(crypto_hash_sha256_state& state, std::string_view bytes) {
  crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

}  // namespace

std::string sha256(std::string_view bytes) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  add(state, bytes);
  return finish(state);
}

std::string sha256_of_file(const std::string& path) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::ifstream file(path, std::ios::binary);
  std::string block(size_t{1} << 20, '\0');
  while (file.good()) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    add(state, {block.data(), static_cast<size_t>(file.gcount())});
  }
  return finish(state);
}

}  // namespace llmsys
