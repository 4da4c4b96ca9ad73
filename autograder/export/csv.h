/// @file
/// Comma-separated tables (RFC 4180) that come back byte for byte, except for the cells that were changed.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// One cell: what it means, and how the file writes it.
struct CsvCell {
  std::string value;  ///< without quotes
  std::string raw;    ///< as in the file, with quotes
};

/// One record. A record can span lines, inside quotes.
struct CsvRow {
  std::vector<CsvCell> cells;  ///< at least one; a blank line is one empty cell
  std::string end;             ///< "\n", "\r\n", "\r", or "" at the end of a file
  int line = 1;                ///< on which it begins
};

/// A table as a file holds it.
struct CsvTable {
  bool bom = false;          ///< the file begins with the bytes EF BB BF
  char separator = ',';      ///< ',', ';' or a tab: which of them the first line has most of
  std::vector<CsvRow> rows;  ///< all of them, the heading too

  /// The column of that heading in row `heading`, or -1.
  [[nodiscard]] int column(const std::string& name, size_t heading = 0) const;
  /// A cell's value; "" where the row is too short.
  [[nodiscard]] std::string_view at(size_t row, int column) const;
  /// Writes a cell, with quotes where it needs them or had them; makes the row long enough.
  void set(size_t row, int column, const std::string& value);
};

/// Reads a table.  @throws ValueError for a quote that is never closed, or a file in UTF-16
CsvTable parse_csv(std::string_view bytes);

/// The bytes of the file: of an unchanged table, those it was read from.
std::string csv_text(const CsvTable& table);

/// A cell as a file writes it: in quotes if it holds the separator, a quote or a line's end.
std::string csv_quoted(std::string_view value, char separator);

/// One record with its line's end, "\r\n".
std::string csv_line(const std::vector<std::string>& values);

/// `value` so that a spreadsheet does not take it for a formula: with ' before it if it begins with = + - @, a tab or a
/// carriage return, spaces left out. Numbers stay.
std::string not_a_formula(const std::string& value);

/// The number that a cell writes, with a point or a comma for decimals; nothing if it is no number.
bool parse_grade(std::string_view cell, double& value);

/// The number with at most 4 decimals, with that decimal sign.
std::string grade_text(double value, char decimal = '.');

}  // namespace llmsys
