#include "cli/workbench/mutation_state.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

namespace peyer {

namespace {

using nlohmann::json;
using State = MutantVerdict::State;

constexpr const char* what_it_is = "peyer mutate";

std::optional<State> parse_state(const std::string& word) {
  for (const State state : {State::killed, State::survived, State::equivalent}) {
    if (to_string(state) == word) return state;
  }
  return std::nullopt;
}

std::string text_in(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

void read_verdict(const json& line, Verdicts& verdicts) {
  const std::string name = text_in(line, "mutant");
  const std::optional<State> state = parse_state(text_in(line, "state"));
  if (name.empty() || !state) return;
  MutantVerdict verdict;
  verdict.state = *state;
  verdict.by = text_in(line, "by");
  verdict.by_place = text_in(line, "by_place");
  verdict.scenario = text_in(line, "scenario");
  if (line.contains("tried") && line["tried"].is_number_integer()) {
    verdict.tried = line["tried"].get<long>();
  }
  verdicts[name] = std::move(verdict);
}

}  // namespace

std::string_view to_string(MutantVerdict::State state) {
  switch (state) {
    case State::killed:
      return "killed";
    case State::survived:
      return "survived";
    case State::equivalent:
      return "equivalent";
    case State::open:
      break;
  }
  return "open";
}

MutationState read_mutation_state(const std::string& path, const std::string& pack_hash) {
  MutationState state;
  std::ifstream stream(path, std::ios::binary);
  std::string line;
  if (!stream.is_open() || !std::getline(stream, line)) return state;
  const json head = json::parse(line, nullptr, false);
  if (!head.is_object() || text_in(head, "by") != what_it_is) {
    state.problem = "it was not written by `peyer mutate`";
    return state;
  }
  if (text_in(head, "pack") != pack_hash) {
    state.problem = "it is about another version of the pack; name another file, or delete it";
    return state;
  }
  while (std::getline(stream, line)) {
    const json verdict = json::parse(line, nullptr, false);
    if (verdict.is_object()) read_verdict(verdict, state.verdicts);
  }
  return state;
}

MutationStateWriter::MutationStateWriter(const std::string& path, const std::string& pack_hash)
    : path_(path), file_(std::fopen(path.c_str(), "ab")) {
  if (!file_) throw std::runtime_error(path + ": " + std::strerror(errno));
  const bool is_new = std::fseek(file_.get(), 0, SEEK_END) == 0 && std::ftell(file_.get()) == 0;
  // A line that an earlier run left unfinished is ended here.
  write(is_new ? json({{"by", what_it_is}, {"pack", pack_hash}}).dump() : "");
}

void MutationStateWriter::add(const Mutant& mutant, const MutantVerdict& verdict) {
  write(json({{"mutant", mutant.name},
              {"state", to_string(verdict.state)},
              {"by", verdict.by},
              {"by_place", verdict.by_place},
              {"scenario", verdict.scenario},
              {"tried", verdict.tried}})
            .dump());
}

void MutationStateWriter::write(const std::string& line) {
  if (std::fputs((line + "\n").c_str(), file_.get()) >= 0 && std::fflush(file_.get()) == 0) return;
  throw std::runtime_error(path_ + ": " + std::strerror(errno));
}

}  // namespace peyer
