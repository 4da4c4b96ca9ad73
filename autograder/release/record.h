/// @file
/// RELEASE.json: what a release is, what it needs, and the hash of each of its files.
#pragma once
#include <string>
#include <vector>

#include "autograder/manifest/manifest.h"

namespace llmsys {

/// Who a release is for.
enum class Audience { student, instructor, gradescope };
/// "student", "instructor" or "gradescope".
std::string_view to_text(Audience audience);

/// The text of RELEASE.json for the files below `folder`; the same files give the same text.
///
///     {"format": "llmsys-release", "version": 1, "kind": "student", "labs": ["00_warm_up"], "hidden_tests": false,
///      "built": {"compiler": "12", "glibc": "2.36", "libstdc++": 20220421, "cpu": "x86-64-v3"}, "files": {"lab": "sha256..."}}
std::string release_record(const std::string& folder, Audience audience, const std::vector<LabManifest>& labs);

/// "student", ... of the release in `root`; empty if it is the repository itself.
std::string release_kind(const std::string& root);

}  // namespace llmsys
