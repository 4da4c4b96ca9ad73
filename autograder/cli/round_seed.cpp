#include "autograder/cli/round_seed.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "autograder/cli/grade.h"
#include "autograder/report/utc_text.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr size_t kLeastSecret = 16;  // bytes

std::string read_secret(const std::string& path) {
  std::string secret = read_text_file(path);
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  LLMSYS_CHECK(ValueError, secret.size() >= kLeastSecret, "--secret-file: ", path, " holds ", secret.size(),
               " bytes, a secret needs ", kLeastSecret, ". Make one: (umask 077; head -c 32 /dev/urandom | base64 > ",
               path, ")");
  return secret;
}

// One short line in one write, so that gradings side by side do not mix theirs.
void append_line(const std::string& path, const std::string& line) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  LLMSYS_CHECK(IoError, file >= 0, "cannot write ", path, ": ", std::strerror(errno));
  const ssize_t written = write(file, line.data(), line.size());
  close(file);
  LLMSYS_CHECK(IoError, written == std::ssize(line), "cannot write ", path, ": ", std::strerror(errno));
}

}  // namespace

uint64_t round_seed(std::string_view secret, const std::string& lab, int round) {
  LLMSYS_CHECK(IoError, sodium_init() >= 0, "libsodium cannot be initialised");
  const std::string message = text(lab, "\n", round);
  crypto_auth_hmacsha256_state state;
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(message.data()), message.size());
  crypto_auth_hmacsha256_final(&state, hash.data());
  uint64_t seed = 0;
  for (size_t i = 0; i < sizeof seed; ++i) seed = seed << 8 | hash[i];
  return seed;
}

std::string seed_log(const std::string& secret_file) { return secret_file + ".log"; }

ChosenSeed choose_seed(const SeedChoice& choice, const LabManifest& lab) {
  LLMSYS_CHECK(ValueError, choice.seed.empty() || choice.secret_file.empty(),
               "--seed and --secret-file exclude each other: the seed of a round is in ", seed_log(choice.secret_file));
  if (choice.secret_file.empty()) return {.seed = seed_from(choice.seed, fresh_seed()), .shown = true};
  const uint64_t seed = round_seed(read_secret(choice.secret_file), lab.id(), choice.round);
  append_line(seed_log(choice.secret_file),
              text(utc_now_text(), " ", lab.id(), " round ", choice.round, " seed ", seed, "\n"));
  return {.seed = seed, .shown = false};
}

}  // namespace llmsys
