/// @file
/// Which inputs a grading uses: fresh ones, those of an earlier report, or those of an assignment's round.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "autograder/manifest/manifest.h"

namespace llmsys {

/// The seed of one round of an assignment: the first 8 bytes, the highest first, of HMAC-SHA256(secret, lab + "\n" + round).
/// All students of a round meet the same inputs; who does not know the secret cannot predict them.  RFC 2104
/// @param lab  "lab05"
uint64_t round_seed(std::string_view secret, const std::string& lab, int round);

/// What the command line says about inputs.
struct SeedChoice {
  std::string seed;         ///< --seed: digits of an earlier seed; empty: none
  std::string secret_file;  ///< --secret-file: a file that only the instructor can read; empty: none
  int round = 1;            ///< --round: which grading of the assignment
};

/// The seed of a grading.
struct ChosenSeed {
  uint64_t seed = 0;  ///< all inputs follow from it
  bool shown = true;  ///< whether reports tell it
};

/// The seed that `choice` asks for, a fresh one if it asks for none. One that comes from a secret is not shown in reports but
/// written to the secret's log.
/// @throws ValueError if both a seed and a secret are given, or the secret is too short to be one; IoError
ChosenSeed choose_seed(const SeedChoice& choice, const LabManifest& lab);

/// Where seeds of a secret are logged, for the instructor alone: beside it, "FILE.log".
std::string seed_log(const std::string& secret_file);

}  // namespace llmsys
