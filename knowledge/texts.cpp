#include "knowledge/texts.h"

#include <type_traits>
#include <utility>

namespace peyer {
namespace {

// One walk for both: Base is KnowledgeBase or const KnowledgeBase.
template <typename Base, typename Visit>
class Walk {
 public:
  Walk(Base& base, const Visit& visit) : base_(base), visit_(visit) {}

  void walk() {
    auto& pack = base_.pack;
    enter("pack", "", pack.at);
    texts("title", pack.title, "about", pack.about, "notice", pack.notice, "review", pack.review);
    subjects();
    evidence();
    questions();
    conclusions();
  }

 private:
  void enter(std::string_view section, const std::string& item, const Location& at) {
    address_ = {section, item, "", at};
  }

  template <typename Item>
  void enter(std::string_view section, const Item& item) {
    enter(section, item.id.str(), item.at);
  }

  template <typename Text>
  void text(std::string field, Text& text) {
    if (text.empty()) return;
    address_.field = std::move(field);
    visit_(address_, text);
  }

  void texts() {}

  // Fields and their texts, in pairs.
  template <typename Text, typename... More>
  void texts(const char* field, Text& first, More&&... more) {
    text(field, first);
    texts(std::forward<More>(more)...);
  }

  void subjects() {
    for (auto& topic : base_.topics) {
      enter("topics", topic);
      texts("title", topic.title, "about", topic.about);
    }
    for (auto& level : base_.levels) {
      enter("levels", level);
      texts("title", level.title, "meaning", level.meaning, "who", level.who, "how_soon",
            level.how_soon, "now", level.now);
    }
    for (auto& kind : base_.kinds) {
      enter("kinds", kind);
      text("title", kind.title);
    }
    for (auto& item : base_.concepts) {
      enter("concepts", item);
      texts("name", item.name, "card", item.card);
    }
  }

  void evidence() {
    for (auto& relation : base_.relations) {
      enter("relations", relation);
      texts("says", relation.says, "reverse", relation.reverse);
    }
    for (auto& population : base_.populations) {
      enter("populations", population);
      text("title", population.title);
    }
    for (auto& link : base_.links) {
      enter("links", link);
      texts("say", link.say, "caveat", link.caveat, "believed", link.believed);
    }
    for (auto& statement : base_.statements) {
      enter("statements", statement);
      text("says", statement.says);
    }
  }

  void questions() {
    for (auto& screen : base_.screens) {
      enter("screens", screen);
      texts("ask", screen.ask, "help", screen.help);
    }
    for (auto& question : base_.questions) {
      enter("questions", question);
      texts("ask", question.ask, "why", question.why, "help", question.help);
      for (auto& option : question.options) text("options." + option.id.str(), option.text);
    }
  }

  void conclusions() {
    for (auto& finding : base_.findings) {
      enter("findings", finding);
      texts("title", finding.title, "say", finding.say);
    }
    for (auto& advice : base_.advice) {
      enter("advice", advice);
      texts("title", advice.title, "say", advice.say);
    }
    for (auto& rule : base_.rules) {
      enter("rules", rule);
      texts("say", rule.say, "say_not", rule.say_not);
    }
    for (auto& flag : base_.red_flags) {
      enter("red_flags", flag);
      texts("title", flag.title, "say", flag.say, "meanwhile", flag.meanwhile, "threshold",
            flag.threshold);
    }
    for (auto& contradiction : base_.contradictions) {
      enter("contradictions", contradiction);
      text("say", contradiction.say);
    }
    for (auto& item : base_.safety_net) {
      enter("safety_net", item.id, item.at);
      text("say", item.say);
    }
  }

  Base& base_;
  const Visit& visit_;
  TextAddress address_;
};

}  // namespace

std::string TextAddress::str() const {
  std::string address(section);
  if (!item.empty()) address += "/" + item;
  return address + "." + field;
}

void for_each_text(const KnowledgeBase& base,
                   const std::function<void(const TextAddress&, const std::string&)>& visit) {
  Walk(base, visit).walk();
}

void for_each_text(KnowledgeBase& base,
                   const std::function<void(const TextAddress&, std::string&)>& visit) {
  Walk(base, visit).walk();
}

}  // namespace peyer
