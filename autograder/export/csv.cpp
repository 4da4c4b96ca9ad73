#include "autograder/export/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

// Counts separators outside quotes in the first line. As in a cell, a quote opens only where a cell begins.
char find_separator(std::string_view bytes) {
  int commas = 0, semicolons = 0, tabs = 0;
  bool quoted = false, begins = true;
  for (const char c : bytes) {
    if (c == '"' && (quoted || begins)) quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    commas += c == ',', semicolons += c == ';', tabs += c == '\t';
    begins = c == ',' || c == ';' || c == '\t' || (c == '"' && begins);
  }
  if (semicolons > commas && semicolons >= tabs) return ';';
  return tabs > commas ? '\t' : ',';
}

class Reader {
 public:
  Reader(std::string_view bytes, char separator) : bytes_(bytes), separator_(separator) {}

  bool more() const { return at_ < bytes_.size(); }

  CsvRow row() {
    CsvRow out;
    out.line = line_;
    do {
      out.cells.push_back(cell());
    } while (skip(separator_));
    out.end = line_end();
    return out;
  }

 private:
  bool skip(char c) {
    if (!more() || bytes_[at_] != c) return false;
    ++at_;
    return true;
  }

  // "a ""quoted"" cell"; what follows the closing quote belongs to the cell, too.
  CsvCell cell() {
    const size_t start = at_;
    CsvCell out;
    if (skip('"')) {
      const int opened = line_;
      while (true) {
        LLMSYS_CHECK(ValueError, more(), "line ", opened, ": a quote is opened and never closed");
        if (bytes_[at_] == '\n') ++line_;
        if (bytes_[at_] != '"') {
          out.value += bytes_[at_++];
        } else if (++at_; skip('"')) {
          out.value += '"';
        } else {
          break;
        }
      }
    }
    while (more() && bytes_[at_] != separator_ && bytes_[at_] != '\n' && bytes_[at_] != '\r')
      out.value += bytes_[at_++];
    out.raw = bytes_.substr(start, at_ - start);
    return out;
  }

  std::string line_end() {
    if (!more()) return "";
    ++line_;
    if (skip('\n')) return "\n";
    skip('\r');
    return skip('\n') ? "\r\n" : "\r";
  }

  std::string_view bytes_;
  char separator_;
  size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

int CsvTable::column(const std::string& name, size_t heading) const {
  if (heading >= rows.size()) return -1;
  const auto& cells = rows[heading].cells;
  const auto at = std::find_if(cells.begin(), cells.end(), [&](const CsvCell& cell) { return cell.value == name; });
  return at == cells.end() ? -1 : static_cast<int>(at - cells.begin());
}

std::string_view CsvTable::at(size_t row, int column) const {
  if (row >= rows.size() || column < 0 || static_cast<size_t>(column) >= rows[row].cells.size()) return "";
  return rows[row].cells[static_cast<size_t>(column)].value;
}

void CsvTable::set(size_t row, int column, const std::string& value) {
  auto& cells = rows.at(row).cells;
  if (cells.size() <= static_cast<size_t>(column)) cells.resize(static_cast<size_t>(column) + 1);
  CsvCell& cell = cells[static_cast<size_t>(column)];
  const bool had_quotes = cell.raw.starts_with('"');
  cell.value = value;
  cell.raw = csv_quoted(value, separator);
  if (had_quotes && !cell.raw.starts_with('"')) cell.raw = "\"" + cell.raw + "\"";
}

CsvTable parse_csv(std::string_view bytes) {
  LLMSYS_CHECK(ValueError, !bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF"),
               "the file is in UTF-16; export it as CSV in UTF-8");
  CsvTable table;
  table.bom = bytes.starts_with(kBom);
  if (table.bom) bytes.remove_prefix(kBom.size());
  table.separator = find_separator(bytes);
  for (Reader reader(bytes, table.separator); reader.more();) table.rows.push_back(reader.row());
  return table;
}

std::string csv_text(const CsvTable& table) {
  std::string out(table.bom ? kBom : "");
  for (const CsvRow& row : table.rows) {
    for (size_t c = 0; c < row.cells.size(); ++c) {
      if (c > 0) out += table.separator;
      out += row.cells[c].raw;
    }
    out += row.end;
  }
  return out;
}

std::string csv_quoted(std::string_view value, char separator) {
  const bool plain =
      value.find_first_of("\"\r\n") == std::string_view::npos && value.find(separator) == std::string_view::npos;
  if (plain) return std::string(value);
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string csv_line(const std::vector<std::string>& values) {
  std::string out;
  for (size_t i = 0; i < values.size(); ++i) out += (i > 0 ? "," : "") + csv_quoted(values[i], ',');
  return out + "\r\n";
}

std::string not_a_formula(const std::string& value) {
  double number = 0;
  const size_t first = value.find_first_not_of(' ');
  if (first == std::string::npos || std::string_view("=+-@\t\r").find(value[first]) == std::string_view::npos)
    return value;
  return parse_grade(value, number) ? value : "'" + value;
}

bool parse_grade(std::string_view cell, double& value) {
  std::string digits(cell);
  std::replace(digits.begin(), digits.end(), ',', '.');
  double read = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), read, std::chars_format::fixed);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(read))
    return false;
  value = read;
  return true;
}

std::string grade_text(double value, char decimal) {
  std::string out = to_text(std::round(value * 1e4) / 1e4 + 0.0);
  std::replace(out.begin(), out.end(), '.', decimal);
  return out;
}

}  // namespace llmsys
