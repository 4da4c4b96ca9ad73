#include "framework/simt/detail/static_shared.h"

#include <link.h>

namespace llmsys::simt::detail {

StaticShared static_shared() {
  StaticShared found;
  const auto look = [](dl_phdr_info* object, size_t, void* out) {
    for (int i = 0; i < object->dlpi_phnum; ++i) {
      const auto& header = object->dlpi_phdr[i];
      if (header.p_type != PT_TLS) continue;
      *static_cast<StaticShared*>(out) = {static_cast<const std::byte*>(object->dlpi_tls_data), header.p_memsz};
    }
    return 1;  // the program comes first, its libraries after it
  };
  dl_iterate_phdr(look, &found);
  return found;
}

}  // namespace llmsys::simt::detail
