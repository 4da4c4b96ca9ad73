#include "programs/train/run_log.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/io/atomic_file.h"
#include "framework/plot/plot.h"

namespace llmsys {
namespace {

using Json = nlohmann::ordered_json;

std::string rate_key(const LogNames& names) { return names.positions + "_per_second"; }

std::string text_of(const LogLine& line, const LogNames& names) {
  Json json = {{"step", line.step},
               {names.positions, line.positions},
               {"loss", line.loss},
               {"learning_rate", line.learning_rate}};
  for (const auto& [name, value] : line.more) json[name] = value;
  json[rate_key(names)] = line.rate;
  return json.dump();
}

std::string text_of(const Evaluation& evaluation) {
  return Json{{"step", evaluation.step}, {"held_out_loss", evaluation.loss}}.dump();
}

}  // namespace

RunLog::RunLog(std::string path, LogNames names) : path_(std::move(path)), names_(std::move(names)) {}

void RunLog::start() { write_atomically(path_, ""); }

void RunLog::resume(int64_t step) {
  std::ifstream file(path_);
  LLMSYS_CHECK(IoError, file.good(), "cannot read ", path_, ": a run goes on from its log and its checkpoint together");
  std::string kept;
  for (std::string line; std::getline(file, line);) {
    try {
      const Json json = Json::parse(line, nullptr, false);
      if (!json.is_object() || !json.contains("step")) continue;  // cut off by a kill
      const int64_t at = json.at("step");
      if (at > step) continue;
      if (json.contains("held_out_loss"))
        evaluations_.push_back({at, json.at("held_out_loss")});
      else
        lines_.push_back(
            {at, json.at(names_.positions), json.at("loss"), json.at("learning_rate"), json.at(rate_key(names_)), {}});
      kept += line + "\n";
    } catch (const Json::exception&) {
      throw IoError(text("a line of ", path_, " is no line of a log: ", line.substr(0, 200), ". Remove it and resume"));
    }
  }
  write_atomically(path_, kept);
}

void RunLog::add(const LogLine& line) {
  lines_.push_back(line);
  append(text_of(line, names_));
}

void RunLog::add(const Evaluation& evaluation) {
  evaluations_.push_back(evaluation);
  append(text_of(evaluation));
}

void RunLog::append(const std::string& line) {
  std::ofstream file(path_, std::ios::app);
  file << line << "\n";
  file.flush();
  LLMSYS_CHECK(IoError, file.good(), "cannot write ", path_, ": is the disk full?");
}

void RunLog::draw(const std::string& path, const std::vector<std::pair<std::string, double>>& baselines) const {
  std::vector<double> steps, losses, held_steps, held_losses;
  for (const LogLine& line : lines_) {
    steps.push_back(static_cast<double>(line.step));
    losses.push_back(line.loss);
  }
  for (const Evaluation& evaluation : evaluations_) {
    held_steps.push_back(static_cast<double>(evaluation.step));
    held_losses.push_back(evaluation.loss);
  }
  Plot plot(names_.title);
  plot.x_axis({.label = "step"}).y_axis({.label = text("loss (", names_.unit, ")")});
  plot.line("training", steps, losses).line("held out", held_steps, held_losses);
  if (!steps.empty())
    for (const auto& [name, loss] : baselines) plot.line(name, {0, steps.back()}, {loss, loss});
  plot.save(path);
}

}  // namespace llmsys
