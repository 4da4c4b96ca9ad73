// Tries: leaves files in every folder that programs write to
// Held by: the sandbox: nothing of the machine is writable
// Policy: lets pass

#include <cstdlib>
#include <fstream>
#include <string>

namespace {
void attack() {
  for (const std::string folder :
       {"/tmp", "/var/tmp", "/dev/shm", "/root", "/home", "/usr/lib", "/etc", "/run", ".", "..", LLMSYS_BUILD_FOLDER,
        LLMSYS_SOURCE_FOLDER, LLMSYS_BUILD_FOLDER "/labs/00_warm_up/scratch"})
    std::ofstream(folder + "/llmsys-attack-left") << "here";
}
}  // namespace
