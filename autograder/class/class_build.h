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

namespace llmsys {

/// Safe to use from several threads, each with another slot.
class ClassBuild {
 public:
  /// Builds the judge and the reference workers first, by ninja.
  ClassBuild(const Paths& paths, const LabManifest& lab);
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
  struct Header {  // the precompiled header that a task's files begin with
    std::mutex making;
    bool made = false;
  };

  void strip_inputs();
  [[nodiscard]] int times_expected(const std::string& file, const std::string& hash) const;
  std::string object_of(const std::string& file, Slot slot);
  std::string shared_object(const std::string& file, Slot slot, const std::string& source, const std::string& key);
  void compile(const std::string& file, Slot slot, const std::string& object);
  std::string headers_for(const std::string& file);
  Shared& shared(const std::string& key);

  Paths paths_;
  LabManifest lab_;
  BuildCommands commands_;
  std::string work_;  // folder of shared objects and precompiled headers
  std::string link_flags_;
  std::map<std::string, std::string> stripped_;               // inputs of ours without debug information
  std::map<std::string, std::map<std::string, int>> counts_;  // by file: contents by hash, how often each comes
  std::map<std::string, Header> headers_;                     // by file
  std::map<std::string, std::unique_ptr<Shared>> shared_;     // by file and hash
  std::mutex lock_;                                           // of shared_
};

}  // namespace llmsys
