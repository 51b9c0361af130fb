#include "cli/render_question.h"

#include <algorithm>

#include "cli/understand.h"
#include "engine/explanation.h"

namespace peyer {
namespace {

constexpr int most_told = 15;  // questions that are left

void write_progress(const Scene& scene, const Topic& topic, const QuestionHeader& header,
                    Page& page) {
  const std::string gap = scene.sign("question.gap");
  std::string line = topic.title + gap;
  line += header.again ? scene.phrases("question.again")
                       : scene.phrases("question.number", {{"n", std::to_string(header.number)}});
  // Far from the end nobody knows how many more it will be, and the most it could be only daunts.
  if (!header.again && header.more <= most_told) {
    line += gap + (header.more > 0 ? scene.phrases.count("question.more", header.more)
                                   : scene.phrases("question.last"));
  }
  page.blank().text(line, 0, Tone::quiet);
  if (header.new_topic && !topic.about.empty()) page.text(topic.about, 0, Tone::quiet);
  page.blank();
}

void write_given(const Scene& scene, const QuestionId& id, int indent, Page& page) {
  const std::string given = answer_in_words(scene, id);
  if (!given.empty())
    page.text(scene.phrases("question.given", {{"answer", given}}), indent, Tone::calm);
}

void write_screen(const Scene& scene, const NextQuestions& asked, const QuestionHeader& header,
                  Page& page) {
  const Screen& screen = *find_by_id(scene.base().screens, *asked.screen);
  page.text(screen.ask, 0, Tone::strong);
  if (!screen.help.empty()) page.text(screen.help);
  page.blank();
  for (std::size_t i = 0; i < asked.questions.size(); ++i) {
    const Question& question = question_of(scene, asked.questions[i]);
    page.item(numbered(i + 1, asked.questions.size()), question.ask, 1);
    if (!question.help.empty()) page.text(question.help, 4, Tone::quiet);
    if (header.again) write_given(scene, question.id, 4, page);
  }
}

void write_single(const Scene& scene, const Question& question, const QuestionHeader& header,
                  Page& page) {
  // Changed by itself, a question from a screen still needs the words above it.
  if (question.screen) page.text(find_by_id(scene.base().screens, question.screen->value)->ask);
  page.text(question.ask, 0, Tone::strong);
  if (!question.help.empty()) page.text(question.help);
  if (header.again) write_given(scene, question.id, 0, page);
  const bool listed = question.kind == Question::Kind::one || question.kind == Question::Kind::many;
  if (!listed) return;
  page.blank();
  for (std::size_t i = 0; i < question.options.size(); ++i) {
    page.item(numbered(i + 1, question.options.size()), question.options[i].text, 1);
  }
}

}  // namespace

std::string render_question(const Scene& scene, const NextQuestions& asked,
                            const QuestionHeader& header) {
  Page page(scene.surface);
  const Question& first = question_of(scene, asked.questions.front());
  write_progress(scene, *find_by_id(scene.base().topics, first.topic.value), header, page);
  if (asked.screen) {
    write_screen(scene, asked, header, page);
  } else {
    write_single(scene, first, header, page);
  }
  page.blank().text(how_to_answer(scene, asked), 0, Tone::quiet);
  if (header.again) page.text(scene.phrases("question.enter_keeps"), 0, Tone::quiet);
  return "\n" + page.str();
}

std::string how_to_answer(const Scene& scene, const NextQuestions& asked) {
  if (asked.screen) {
    return scene.phrases(asked.questions.size() == 1 ? "how_to.screen_of_one" : "how_to.screen");
  }
  const Question& question = question_of(scene, asked.questions.front());
  switch (question.kind) {
    case Question::Kind::yes_no:
      return scene.phrases("how_to.yes_no");
    case Question::Kind::one:
      return scene.phrases("how_to.one");
    case Question::Kind::many:
      return scene.phrases("how_to.many");
    case Question::Kind::number:
      return scene.phrases("how_to.number", {{"range", range_in_words(question, scene.phrases)}});
  }
  return "";
}

std::string render_topics(const Scene& scene, const std::vector<const Topic*>& topics) {
  Page page(scene.surface);
  page.blank().text(scene.phrases("came_for.ask"), 0, Tone::strong).blank();
  for (std::size_t i = 0; i < topics.size(); ++i)
    page.item(numbered(i + 1, topics.size()), topics[i]->title, 1);
  page.blank().text(scene.phrases("came_for.how_to"), 0, Tone::quiet);
  return "\n" + page.str();
}

std::string render_help(const Scene& scene, bool for_authors) {
  Page page(scene.surface);
  page.heading(scene.phrases("help.title"));
  std::string text = scene.phrases("help.text");
  if (for_authors) text += "\n" + scene.phrases("help.authors");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    page.item("-", text.substr(at, end - at));
    at = end + 1;
  }
  return "\n" + page.str();
}

std::string render_summary(const Scene& scene) {
  Page page(scene.surface);
  page.heading(scene.phrases("summary.title"));
  const auto& order = scene.visit.answered_in_order();
  std::string came_for;
  for (const Topic& topic : scene.base().topics) {
    if (!scene.visit.answers().came_for.contains(topic.id)) continue;
    came_for += (came_for.empty() ? "" : ", ") + topic.title;
  }
  if (came_for.empty()) came_for = scene.phrases("summary.everything");
  page.item(numbered(0, order.size()), scene.phrases("summary.came_for", {{"topics", came_for}}),
            1);
  for (std::size_t i = 0; i < order.size(); ++i) {
    page.item(numbered(i + 1, order.size()), question_of(scene, order[i]).ask, 1);
    page.text(answer_in_words(scene, order[i]), 4, Tone::calm);
  }
  page.blank().text(scene.phrases(order.empty() ? "summary.nothing" : "summary.how_to"));
  return "\n" + page.str();
}

std::string answer_in_words(const Scene& scene, const QuestionId& question) {
  const auto& replies = scene.visit.answers().replies;
  const auto reply = replies.find(question);
  return reply == replies.end() ? "" : in_words(question_of(scene, question), reply->second);
}

}  // namespace peyer
