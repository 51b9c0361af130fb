#include "support.h"

#include <algorithm>
#include <regex>
#include <sstream>

#include "cli/page.h"
#include "knowledge/loader.h"

namespace peyer::test {

std::string houseplants_folder() {
  return std::string(PEYER_SOURCE_DIR) + "/knowledge/bases/houseplants";
}

std::vector<std::string> consult(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"consult", "--pack", houseplants_folder()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

const Engine& houseplants() {
  static const Engine engine(*load_folder(houseplants_folder()).base);
  return engine;
}

const Question& question(const std::string& id) {
  return *find_by_id(houseplants().knowledge().questions, QuestionId(id));
}

Consultation visit_with(const std::vector<std::pair<std::string, std::string>>& answers) {
  Consultation visit(houseplants());
  for (const auto& [id, word] : answers) visit.answer(QuestionId(id), {word});
  return visit;
}

bool has_escape(const std::string& text) {
  return text.find('\x1b') != std::string::npos;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string flat(const std::string& text) {
  std::istringstream words(text);
  std::string out;
  for (std::string word; words >> word;) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

int widest_line(const std::string& text) {
  int widest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!contains(line, "/")) widest = std::max(widest, columns_of(line));
  }
  return widest;
}

bool has_gap(const std::string& text) {
  return std::regex_search(text, std::regex(R"(\[[a-z][a-z_.]*\])"));
}

Script::Script(std::vector<std::string> lines, int width) : lines_(lines.begin(), lines.end()) {
  surface_.width = width;
  surface_.tty = true;
}

Heard Script::listen(const std::string& prompt) {
  if (lines_.empty()) return {last_, ""};
  Heard heard{Heard::Kind::line, lines_.front()};
  lines_.pop_front();
  said_ += prompt + heard.text + "\n";
  return heard;
}

std::string Script::after(const std::string& line) const {
  const std::string typed = "> " + line + "\n";
  const std::size_t at = said_.rfind(typed);
  if (at == std::string::npos) return "";
  const std::size_t start = at + typed.size();
  const std::size_t end = said_.find("\n> ", start);
  return said_.substr(start, end == std::string::npos ? end : end - start);
}

Held hold(Script& script) {
  Interview interview(Consultation(houseplants()), script, Phrases::english(), AnswersKeeper(), {});
  const Interview::Ending ending = interview.run();
  return {ending, interview.visit(), script.said(), interview.unfinished()};
}

}  // namespace peyer::test
