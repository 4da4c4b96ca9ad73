/// @file
/// Builds the programs of many submissions of one lab. What several of them share is compiled once; each thread has a slot of
/// its own.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "autograder/class/build_commands.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/process.h"

namespace llmsys {

/// Safe to use from several threads, each with another slot.
class ClassBuild {
 public:
  /// Builds the judge and the reference workers first, by ninja.
  /// @param sandbox  what students' files are compiled in
  ClassBuild(const Paths& paths, const LabManifest& lab, SandboxLevel sandbox);
  /// Removes what it made.
  ~ClassBuild();
  ClassBuild(const ClassBuild&) = delete;
  ClassBuild& operator=(const ClassBuild&) = delete;

  /// Says that a submission holds this file; before anything is built. What comes often is compiled once.
  /// @param hash  sha256() of its content
  void expect(const std::string& file, const std::string& hash);

  /// Builds a slot's programs out of its overlay; as GradeOptions::build.
  std::map<std::string, std::string> build(Slot slot, const std::map<std::string, std::string>& programs);

  /// What all results depend on besides a submission: judge, reference workers, headers, commands.
  [[nodiscard]] std::string version() const;

 private:
  struct Shared {  // an object of several submissions
    std::mutex making;
    bool made = false, failed = false;
    std::string log;
  };
  struct Header {  // the precompiled header that files of an object begin with
    std::mutex making;
    bool made = false;
  };

  void strip_inputs();
  [[nodiscard]] int times_expected(const std::string& file, const std::string& hash) const;
  std::string made_object(const std::string& object, Slot slot);
  std::string shared_object(const std::string& object, Slot slot, const std::string& source, const std::string& key);
  void compile(const std::string& object, Slot slot, const std::string& output);
  std::string headers_for(const std::string& object);
  template <class Value>
  Value& entry_of(std::map<std::string, std::unique_ptr<Value>>& map, const std::string& key) {
    const std::lock_guard lock(lock_);
    std::unique_ptr<Value>& out = map[key];
    if (out == nullptr) out = std::make_unique<Value>();
    return *out;
  }
  void list_objects(Slot slot, const std::map<std::string, std::string>& made) const;
  [[nodiscard]] Captured in_shell(const std::string& command) const;

  Paths paths_;
  LabManifest lab_;
  SandboxLevel sandbox_;
  BuildCommands commands_;
  std::string work_;  // folder of shared objects and precompiled headers
  std::string link_flags_;
  std::map<std::string, std::string> stripped_;               // inputs of ours without debug information
  std::map<std::string, std::map<std::string, int>> counts_;  // by file: contents by hash, how often each comes
  std::map<std::string, std::unique_ptr<Header>> headers_;    // by object
  std::map<std::string, std::unique_ptr<Shared>> shared_;     // by object and hash
  std::mutex lock_;                                           // of shared_ and headers_
};

}  // namespace llmsys
