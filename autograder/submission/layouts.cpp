#include "autograder/submission/layouts.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <regex>
#include <set>

#include "autograder/report/printable.h"
#include "autograder/submission/git_time.h"
#include "autograder/submission/gradescope.h"
#include "autograder/submission/layout_names.h"
#include "autograder/submission/path_rules.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

// A name in the class's folder.
struct Entry {
  std::string name, path;
  bool folder;
  int64_t changed;  // to order two submissions that nothing else orders
};

// A submission, or a part of one, before those of one student come together.
struct Part {
  HandedIn handed;
  int64_t order = 0;    // of the submission among its student's
  int64_t version = 0;  // of a file within a submission
};

std::vector<Entry> entries_of(const std::string& folder, std::vector<std::string>& notes) {
  std::vector<Entry> entries;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = as_utf8(entry.path().filename().string());
    if (name[0] == '.' || name == "__MACOSX") continue;
    std::error_code ignored;
    const fs::file_status status = entry.symlink_status(ignored);
    const bool plain = fs::is_directory(status) || fs::is_regular_file(status);
    if (!plain || !is_plain_text(name))
      notes.push_back(
          text("passed over, no folder and no file: ", is_plain_text(name) ? name : "(a name that is no text)"));
    else
      entries.push_back({name, entry.path().string(), fs::is_directory(status),
                         fs::last_write_time(entry.path(), ignored).time_since_epoch().count()});
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

std::string recognise(const std::vector<Entry>& entries) {
  const auto count = [&](const std::function<bool(const Entry&)>& matches) {
    return std::count_if(entries.begin(), entries.end(), matches);
  };
  if (count([](const Entry& e) { return e.name == kGradescopeMetadata; }) > 0) return "gradescope";
  if (count([](const Entry& e) { return parse_moodle(e.name).has_value(); }) > 0) return "moodle";
  const auto half = static_cast<int64_t>(entries.size() + 1) / 2;
  if (count([](const Entry& e) { return !e.folder && parse_canvas(e.name).has_value(); }) >= half) return "canvas";
  if (count([](const Entry& e) { return e.folder && fs::is_directory(e.path + "/.git"); }) >= half) return "classroom";
  return "plain";
}

Part whole(const Entry& entry, const std::string& id, const std::string& name) {
  Part part;
  part.handed.id = id;
  part.handed.name = name;
  part.handed.source = entry.name;
  part.handed.pieces = {{entry.path, entry.name}};
  part.order = entry.changed;
  return part;
}

std::optional<Part> plain(const Entry& entry) {
  if (!entry.folder && !is_archive_name(entry.name)) return std::nullopt;
  const std::string stem(entry.folder ? entry.name : archive_stem(entry.name));
  return whole(entry, stem, stem);
}

std::optional<Part> moodle(const Entry& entry) {
  const auto parts = parse_moodle(entry.name);
  if (!parts) return std::nullopt;
  Part part = whole(entry, parts->id, parts->name);
  part.order = 0;  // the files of one submission lie beside each other
  if (!entry.folder) part.handed.pieces[0].name = parts->file;
  return part;
}

std::optional<Part> canvas(const Entry& entry) {
  const auto parts = entry.folder ? std::nullopt : parse_canvas(entry.name);
  if (!parts) return std::nullopt;
  Part part = whole(entry, parts->id, parts->name);
  part.order = parts->order;
  part.handed.pieces[0].name = without_version(parts->file, part.version);
  if (parts->late) part.handed.notes.emplace_back("Canvas marks it as late");
  return part;
}

std::vector<Part> classroom(const std::vector<Entry>& entries) {
  std::vector<std::string> names;
  for (const Entry& entry : entries)
    if (entry.folder) names.push_back(entry.name);
  const size_t prefix = common_prefix(names).size();
  std::vector<Part> parts;
  for (const Entry& entry : entries) {
    if (!entry.folder) continue;
    const std::string user = entry.name.substr(prefix);
    parts.push_back(whole(entry, user, user));
    parts.back().handed.submitted_at = commit_time(entry.path);
  }
  return parts;
}

std::vector<Part> gradescope(const std::string& folder, const std::vector<Entry>& entries) {
  const auto known = read_gradescope_metadata(folder + "/" + kGradescopeMetadata);
  std::vector<Part> parts;
  for (const Entry& entry : entries) {
    if (!entry.folder) continue;
    Part part = whole(entry, entry.name, "");
    if (const auto about = known.find(entry.name); about != known.end()) {
      part.handed.name = about->second.name;
      part.handed.email = about->second.email;
      part.handed.submitted_at = about->second.created_at;
      part.order = about->second.created_at.value_or(part.order);
      if (!about->second.sid.empty()) part.handed.id = about->second.sid;
    }
    parts.push_back(part);
  }
  return parts;
}

std::vector<Part> parts_of(const std::string& layout, const std::string& folder, const std::vector<Entry>& entries,
                           std::vector<std::string>& notes) {
  if (layout == "classroom") return classroom(entries);
  if (layout == "gradescope") return gradescope(folder, entries);
  std::vector<Part> parts;
  for (const Entry& entry : entries) {
    std::optional<Part> part = layout == "moodle" ? moodle(entry) : layout == "canvas" ? canvas(entry) : plain(entry);
    if (part)
      parts.push_back(std::move(*part));
    else
      notes.push_back(text("passed over, no submission of layout ", layout, ": ", entry.name));
  }
  return parts;
}

// Ids by --id-regex instead; what it does not match is passed over.
void rename(std::vector<Part>& parts, const std::string& pattern, std::vector<std::string>& notes) {
  std::regex regex;
  try {
    regex = std::regex(pattern);
  } catch (const std::regex_error& error) {
    throw ValueError(text("--id-regex: ", pattern, " is no regular expression: ", error.what()));
  }
  LLMSYS_CHECK(ValueError, regex.mark_count() > 0, "--id-regex: ", pattern, " needs a group, (...), for the id");
  std::erase_if(parts, [&](Part& part) {
    std::smatch match;
    const bool found = std::regex_search(part.handed.source, match, regex) && match[1].length() > 0;
    if (found)
      part.handed.id = match[1];
    else
      notes.push_back(text("passed over, --id-regex does not match: ", part.handed.source));
    return !found;
  });
}

// Two files of one name in one submission: the one with the larger version counts.
void add_piece(HandedIn& to, const Part& part, std::map<std::string, int64_t>& versions) {
  for (const Piece& piece : part.handed.pieces) {
    const auto [at, is_new] = versions.emplace(piece.name, part.version);
    const auto same =
        std::find_if(to.pieces.begin(), to.pieces.end(), [&](const Piece& p) { return p.name == piece.name; });
    if (is_new || same == to.pieces.end())
      to.pieces.push_back(piece);
    else if (part.version >= at->second)
      at->second = part.version, *same = piece;
  }
}

// The parts of one student, put together: those of the last submission.
HandedIn latest(std::vector<Part> parts) {
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.order < b.order; });
  HandedIn out = parts.back().handed;
  out.pieces.clear();
  std::map<std::string, int64_t> versions;
  std::vector<std::string> older;
  for (const Part& part : parts) {
    if (part.order == parts.back().order)
      add_piece(out, part, versions);
    else
      older.push_back(part.handed.source);
  }
  if (!older.empty()) out.notes.push_back(text("the latest counts, ", out.source, "; not ", join(older, ", ")));
  return out;
}

// "x" with nothing in it but a folder is that folder: archives are often packed so.
std::string top_of(std::string folder, std::vector<Entry>& entries, std::vector<std::string>& notes) {
  for (int depth = 0; depth < 3 && entries.size() == 1 && entries[0].folder; ++depth) {
    std::vector<Entry> inner = entries_of(entries[0].path, notes);
    const bool holds_students = std::any_of(inner.begin(), inner.end(), [](const Entry& entry) {
      return entry.folder || is_archive_name(entry.name) || parse_canvas(entry.name) || parse_moodle(entry.name);
    });
    const bool is_student =
        parse_moodle(entries[0].name) || fs::exists(entries[0].path + "/labs") || fs::exists(entries[0].path + "/.git");
    if (!holds_students || is_student) break;
    folder = entries[0].path;
    entries = std::move(inner);
  }
  return folder;
}

}  // namespace

const std::vector<std::string>& layout_names() {
  static const std::vector<std::string> names = {"auto", "plain", "moodle", "canvas", "classroom", "gradescope"};
  return names;
}

std::string id_from(std::string_view words) {
  constexpr size_t kLongest = 100;
  std::string id;
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    const bool keeps = std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '_' || byte >= 0x80;
    id += keeps ? c : '_';
  }
  while (id.size() > kLongest || (!id.empty() && !is_plain_text(id))) id.pop_back();  // not within a character
  if (id.empty() || id[0] == '.' || id[0] == '-') id.insert(0, "_");
  return id;
}

HandedInClass find_submissions(const std::string& top, const LayoutOptions& options) {
  HandedInClass out;
  std::vector<Entry> entries = entries_of(top, out.notes);
  const std::string folder = top_of(top, entries, out.notes);
  out.layout = options.layout == "auto" ? recognise(entries) : options.layout;
  std::vector<Part> parts = parts_of(out.layout, folder, entries, out.notes);
  if (!options.id_regex.empty()) rename(parts, options.id_regex, out.notes);
  LLMSYS_CHECK(ValueError, !parts.empty(), "there are no submissions of layout ", out.layout, " in ", top,
               ": it takes a folder or an archive for each student, or --layout with one of ",
               join(layout_names(), ", "));
  std::map<std::string, std::vector<Part>> students;
  for (Part& part : parts) {
    part.handed.layout = out.layout;
    students[part.handed.id].push_back(std::move(part));
  }
  std::set<std::string> taken;
  for (auto& [name, of_one] : students) {
    HandedIn handed = latest(std::move(of_one));
    handed.id = id_from(name);
    for (int i = 2; !taken.insert(path_key(handed.id)).second; ++i) handed.id = text(id_from(name), "~", i);
    out.students.push_back(std::move(handed));
  }
  return out;
}

}  // namespace llmsys
