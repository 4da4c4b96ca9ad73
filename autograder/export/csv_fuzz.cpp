// Feeds the reader of tables with whatever a fuzzer makes up. It must refuse it, or give back the same bytes; a cell that is
// written must be read again, and no other changes. csv_fuzz.sh builds it with clang's libFuzzer; csv_test.cpp replays
// random tables.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "autograder/export/csv.h"
#include "framework/base/error.h"

/// Called by libFuzzer.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    llmsys::CsvTable table = llmsys::parse_csv(bytes);
    if (llmsys::csv_text(table) != bytes) std::abort();
    if (table.rows.size() < 2) return 0;  // the first line decides on the separator
    const std::string value(bytes.substr(0, 20));
    table.set(table.rows.size() - 1, 0, value);
    const llmsys::CsvTable again = llmsys::parse_csv(llmsys::csv_text(table));
    if (again.separator != table.separator) return 0;  // a heading with a lone quote runs into the last row
    if (again.rows.size() != table.rows.size() || again.at(table.rows.size() - 1, 0) != value) std::abort();
  } catch (const llmsys::ValueError&) {  // refused
  }
  return 0;
}
