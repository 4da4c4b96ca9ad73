/// @file
/// Where things lie: the repository, its text, the folders of runs.
#pragma once
#include <string>
#include <vector>

namespace llmsys {

/// The repository: LLMSYS_ROOT, which ./lab sets, or the folder this program is called in.
std::string repository_root();

/// The text that comes with the labs.
std::string default_text();

/// Absolute paths of the files: what a checkpoint keeps must be found again from any folder.
std::vector<std::string> kept_paths(const std::vector<std::string>& files);

/// A folder of runs/ that is not there yet: NAME-1, NAME-2, ...
std::string new_run_folder(const std::string& name);

/// The run of runs/ that was saved last.
/// @param saved  the file that runs of this program save last, such as "model.json"
/// @throws ValueError if there is none
std::string newest_run_folder(const std::string& saved);

/// @throws ValueError if the folder holds a run already
void check_no_run(const std::string& folder);

}  // namespace llmsys
