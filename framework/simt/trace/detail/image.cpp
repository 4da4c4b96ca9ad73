#include "framework/simt/trace/detail/image.h"

#include <link.h>

#include <algorithm>

namespace llmsys::simt::detail {
namespace {

// The loader tells of the program first.
int take_first(dl_phdr_info* info, size_t, void* result) {
  uintptr_t begin = UINTPTR_MAX, end = 0;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& segment = info->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD) continue;
    begin = std::min(begin, info->dlpi_addr + segment.p_vaddr);
    end = std::max(end, info->dlpi_addr + segment.p_vaddr + segment.p_memsz);
  }
  *static_cast<Range*>(result) = {begin, end - begin};
  return 1;
}

int take_load_address(dl_phdr_info* info, size_t, void* result) {
  *static_cast<uintptr_t*>(result) = info->dlpi_addr;
  return 1;
}

}  // namespace

uintptr_t program_load_address() {
  uintptr_t address = 0;
  dl_iterate_phdr(take_load_address, &address);
  return address;
}

Range program_image() {
  Range image;
  dl_iterate_phdr(take_first, &image);
  return image;
}

}  // namespace llmsys::simt::detail
