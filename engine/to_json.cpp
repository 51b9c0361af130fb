#include "engine/to_json.h"

#include <algorithm>

#include "engine/citation.h"

namespace peyer {

namespace {

template <typename Item, typename Key>
Json ids(const std::vector<Item>& items, Key key) {
  Json list = Json::array();
  for (const Item& item : items) list.push_back(key(item).str());
  return list;
}

template <typename IdType>
Json ids(const std::vector<IdType>& items) {
  return ids(items, [](const IdType& id) { return id; });
}

// Writes one outcome and notes the sources that it cites on the way.
class OutcomeWriter {
 public:
  explicit OutcomeWriter(const Consultation& visit)
      : visit_(visit), base_(visit.knowledge()), outcome_(visit.outcome()) {}

  Json write() {
    Json json;
    json["pack"] = to_json(base_.pack);
    json["came_for"] = Json::array();
    for (const TopicId& topic : visit_.answers().came_for) json["came_for"].push_back(topic.str());
    json["answers"] = answers();
    json["triage"] = triage();
    json["conclusions"] = conclusions(outcome_.conclusions);
    json["advice"] = advice();
    json["safety_net"] = safety_net();
    json["contradictions"] = contradictions();
    json["set_aside"] = ids(outcome_.set_aside);
    json["next"] = next();
    json["stopped"] = outcome_.stopped;
    json["progress"] = {{"answered", outcome_.answered}, {"remaining", outcome_.remaining}};
    json["every_red_flag_answered"] = outcome_.triage.open_red_flags.empty();
    json["sources"] = Json::array();
    for (const SourceId& id : sources_) {
      json["sources"].push_back(to_json(*find_by_id(base_.sources, id)));
    }
    json["notice"] = base_.pack.notice;
    return json;
  }

 private:
  Json answers() const {
    Json json = Json::object();
    for (const auto& [id, reply] : visit_.answers().replies) {
      json[id.str()] = reply_to_json(*find_by_id(base_.questions, id), reply);
    }
    return json;
  }

  Json triage() {
    const Triage& triage = outcome_.triage;
    const Level& level = *find_by_id(base_.levels, triage.level);
    const ProofNode proof = how_triage(visit_);
    add_sources(sources_of(proof), sources_);
    Json json;
    json["level"] = level.id.str();
    json["title"] = level.title;
    json["meaning"] = level.meaning;
    json["who"] = level.who;
    json["how_soon"] = level.how_soon;
    json["now"] = level.now;
    json["reasons"] = reasons(triage.reasons);
    json["also"] = reasons(triage.also);
    json["only_because_red_flags_are_open"] = triage.floor;
    json["open_red_flags"] = Json::array();
    for (const RuleId& flag : triage.open_red_flags) {
      json["open_red_flags"].push_back(
          {{"id", flag.str()}, {"title", find_by_id(base_.red_flags, flag)->title}});
    }
    json["proof"] = to_json(proof);
    return json;
  }

  Json reasons(const std::vector<TriageReason>& reasons) {
    Json list = Json::array();
    for (const TriageReason& reason : reasons) list.push_back(this->reason(reason));
    return list;
  }

  Json reason(const TriageReason& reason) {
    Json json;
    json["rule"] = reason.rule.str();
    json["doubt"] = reason.doubt;
    std::vector<SourceId> cited;
    if (const RedFlag* flag = find_by_id(base_.red_flags, reason.rule)) {
      json["red_flag"] = true;
      json["title"] = flag->title;
      json["text"] = flag->say;
      json["meanwhile"] = flag->meanwhile;
      json["place"] = flag->at.place();
      cited = ids_of(flag->cite);
    } else {
      const Rule& rule = *find_by_id(base_.rules, reason.rule);
      json["red_flag"] = false;
      json["title"] = rule.finding ? find_by_id(base_.findings, rule.finding->value)->title : "";
      json["text"] = rule.say;
      json["meanwhile"] = "";
      json["place"] = rule.at.place();
      cited = ids_of(rule.cite);
    }
    add_sources(cited, sources_);
    json["sources"] = ids(cited);
    return json;
  }

  Json conclusions(const std::vector<Conclusion>& conclusions) {
    Json list = Json::array();
    for (const Conclusion& conclusion : conclusions) {
      const Finding& finding = *find_by_id(base_.findings, conclusion.finding);
      const ProofNode proof = *how(visit_, conclusion.finding);
      const std::vector<SourceId> cited = sources_of(proof);
      add_sources(cited, sources_);
      Json json;
      json["finding"] = finding.id.str();
      json["title"] = finding.title;
      json["grade"] = to_string(conclusion.grade);
      json["text"] = text_of(base_, conclusion);
      json["topics"] = ids(finding.topics, [](const auto& topic) { return topic.value; });
      json["proof"] = to_json(proof);
      json["sources"] = ids(cited);
      list.push_back(std::move(json));
    }
    return list;
  }

  Json advice() {
    Json list = Json::array();
    for (const GivenAdvice& given : outcome_.advice) {
      const Advice& advice = *find_by_id(base_.advice, given.advice);
      const ProofNode proof = *how(visit_, given.advice);
      const std::vector<SourceId> cited = sources_of(proof);
      add_sources(cited, sources_);
      list.push_back({{"advice", advice.id.str()},
                      {"title", advice.title},
                      {"text", advice.say},
                      {"proof", to_json(proof)},
                      {"sources", ids(cited)}});
    }
    return list;
  }

  Json safety_net() {
    Json list = Json::array();
    for (const SafetyNet* item : safety_net_of(base_, outcome_)) {
      const std::vector<SourceId> cited = ids_of(item->cite);
      add_sources(cited, sources_);
      list.push_back({{"id", item->id}, {"text", item->say}, {"sources", ids(cited)}});
    }
    return list;
  }

  Json contradictions() const {
    Json list = Json::array();
    for (const NoticedContradiction& noticed : outcome_.contradictions) {
      const Contradiction& one = *find_by_id(base_.contradictions, noticed.contradiction);
      list.push_back({{"id", one.id.str()},
                      {"text", one.say},
                      {"questions", ids(noticed.questions)},
                      {"place", one.at.place()}});
    }
    return list;
  }

  Json next() const {
    if (!outcome_.next) return nullptr;
    Json json;
    json["screen"] = nullptr;
    if (outcome_.next->screen) {
      const Screen& screen = *find_by_id(base_.screens, *outcome_.next->screen);
      json["screen"] = {{"id", screen.id.str()}, {"ask", screen.ask}, {"help", screen.help}};
    }
    json["questions"] = Json::array();
    for (const QuestionId& id : outcome_.next->questions) {
      json["questions"].push_back(to_json(*find_by_id(base_.questions, id)));
    }
    return json;
  }

  const Consultation& visit_;
  const KnowledgeBase& base_;
  const Outcome& outcome_;
  std::vector<SourceId> sources_;  // cited so far, in order
};

// Writes one answer, its sources numbered in the order in which they are cited.
class AnswerWriter {
 public:
  AnswerWriter(const KnowledgeBase& base, const Answer& answer)
      : base_(base), answer_(answer), sources_(answer.sources) {}

  Json write() {
    Json json;
    json["kind"] = to_string(answer_.kind);
    json["concepts"] = ids(answer_.concepts);
    json["grade"] = answer_.grade ? Json(to_string(*answer_.grade)) : Json(nullptr);
    json["triage"] = answer_.triage ? Json(answer_.triage->str()) : Json(nullptr);
    json["text"] = text();
    json["chain"] = Json::array();
    if (answer_.chain) json["chain"] = steps(*answer_.chain);
    json["alternatives"] = Json::array();
    for (const LinkChain& chain : answer_.alternatives)
      json["alternatives"].push_back(other(chain));
    json["clarify"] = clarify();
    json["nearest"] = named(answer_.nearest);
    json["red_flags"] = ids(answer_.inquiry.red_flags);
    json["citations"] = citations();
    json["notice"] = base_.pack.notice;
    return json;
  }

 private:
  std::string text() const {
    std::string all;
    for (const std::string& paragraph : answer_.text) all += (all.empty() ? "" : "\n") + paragraph;
    return all;
  }

  Json steps(const LinkChain& chain) {
    Json list = Json::array();
    for (const Link* link : links_of(base_, chain)) {
      const Population& population = *find_by_id(base_.populations, link->population.value);
      list.push_back({{"link", link->id.str()},
                      {"from", link->from.value.str()},
                      {"relation", link->relation.value.str()},
                      {"to", link->to.value.str()},
                      {"statement", link->say},
                      {"grade", to_string(effective_grade(*link, population))},
                      {"population", population.title},
                      {"caveat", link->caveat},
                      {"believed", link->believed},
                      {"citations", numbers(ids_of(link->cite))}});
    }
    return list;
  }

  Json other(const LinkChain& chain) {
    return {{"from", chain.from.str()},
            {"to", chain.to.str()},
            {"grade", to_string(chain.grade)},
            {"text", in_words(base_, chain)},
            {"links", ids(chain.links)}};
  }

  Json named(const std::vector<ConceptId>& concepts) const {
    Json list = Json::array();
    for (const ConceptId& id : concepts) {
      list.push_back({{"id", id.str()}, {"name", find_by_id(base_.concepts, id)->name}});
    }
    return list;
  }

  Json clarify() const {
    Json list = Json::array();
    for (const auto& [words, concepts] : answer_.clarify) {
      list.push_back({{"words", words}, {"concepts", named(concepts)}});
    }
    return list;
  }

  Json numbers(const std::vector<SourceId>& cited) {
    add_sources(cited, sources_);
    Json list = Json::array();
    for (const SourceId& id : cited) {
      list.push_back(std::find(sources_.begin(), sources_.end(), id) - sources_.begin() + 1);
    }
    return list;
  }

  Json citations() const {
    Json list = Json::array();
    for (const SourceId& id : sources_) {
      Json source = {{"number", list.size() + 1}};
      source.update(to_json(*find_by_id(base_.sources, id)));
      list.push_back(std::move(source));
    }
    return list;
  }

  const KnowledgeBase& base_;
  const Answer& answer_;
  std::vector<SourceId> sources_;
};

}  // namespace

Json outcome_to_json(const Consultation& visit) {
  return OutcomeWriter(visit).write();
}

Json answer_to_json(const KnowledgeBase& knowledge, const Answer& answer) {
  return AnswerWriter(knowledge, answer).write();
}

Json to_json(const ProofNode& proof) {
  Json json;
  json["kind"] = to_string(proof.kind);
  json["id"] = proof.id;
  json["text"] = proof.text;
  json["grade"] = proof.grade ? Json(to_string(*proof.grade)) : Json(nullptr);
  if (proof.doubt) json["doubt"] = true;
  if (!proof.caveat.empty()) json["caveat"] = proof.caveat;
  json["sources"] = ids(proof.sources);
  json["place"] = proof.place;
  json["because"] = Json::array();
  for (const ProofNode& child : proof.because) {
    json["because"].push_back(to_json(child));
  }
  return json;
}

Json to_json(const Why& why) {
  Json json = {{"question", why.question.str()}, {"why", why.why}, {"hanging", Json::array()}};
  for (const Why::Hanging& one : why.hanging) {
    json["hanging"].push_back(
        {{"rule", one.formula}, {"title", one.title}, {"tier", one.tier}, {"place", one.place}});
  }
  return json;
}

Json to_json(const WhyNot& why_not) {
  Json json = {{"concluded", why_not.concluded}, {"attempts", Json::array()}};
  for (const RuleAttempt& attempt : why_not.attempts) {
    Json conditions = Json::array();
    for (const ConditionVerdict& verdict : attempt.conditions) {
      conditions.push_back({{"mark", to_string(verdict.mark)},
                            {"text", verdict.text},
                            {"subject", verdict.question},
                            {"answer", verdict.answer}});
    }
    json["attempts"].push_back({{"rule", attempt.rule.str()},
                                {"origin", attempt.origin.str()},
                                {"missing", attempt.missing},
                                {"open", attempt.open},
                                {"text", attempt.say_not},
                                {"place", attempt.place},
                                {"conditions", std::move(conditions)}});
  }
  return json;
}

Json to_json(const OutcomeChange& change) {
  Json json;
  json["level_before"] = change.level_before.str();
  json["level_after"] = change.level_after.str();
  json["urgency"] = change.urgency;
  json["open_after"] = change.open_after;
  json["appeared"] = ids(change.appeared);
  json["vanished"] = ids(change.vanished);
  json["regraded"] = Json::array();
  for (const OutcomeChange::Regraded& one : change.regraded) {
    json["regraded"].push_back({{"finding", one.finding.str()},
                                {"before", to_string(one.before)},
                                {"after", to_string(one.after)}});
  }
  json["advice_appeared"] = ids(change.advice_appeared);
  json["advice_vanished"] = ids(change.advice_vanished);
  return json;
}

Json to_json(const KnowledgeBase& knowledge, const WhatMatters& what_matters) {
  Json json;
  json["holds"] = what_matters.holds;
  json["sufficient"] = ids(what_matters.sufficient);
  json["smallest"] = what_matters.smallest;
  json["undo"] = Json::object();
  for (const auto& [id, reply] : what_matters.undo) {
    const Question& question = *find_by_id(knowledge.questions, id);
    json["undo"][id.str()] = reply ? reply_to_json(question, *reply) : Json(nullptr);
  }
  return json;
}

Json to_json(const Question& question) {
  Json json;
  json["id"] = question.id.str();
  json["topic"] = question.topic.value.str();
  json["ask"] = question.ask;
  json["why"] = question.why;
  json["help"] = question.help;
  json["kind"] = to_string(question.kind);
  json["options"] = Json::array();
  for (const Option& option : question.options) {
    json["options"].push_back({{"id", option.id.str()}, {"text", option.text}});
  }
  if (question.kind == Question::Kind::number) {
    json["unit"] = question.unit;
    json["min"] = question.min;
    json["max"] = question.max;
    json["whole"] = question.whole;
  }
  return json;
}

Json to_json(const Source& source) {
  Json json = {{"id", source.id.str()}, {"type", source.type}};
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  add("authors", source.authors);
  add("body", source.body);
  add("title", source.title);
  add("journal", source.journal);
  add("code", source.code);
  if (source.year) json["year"] = *source.year;
  add("volume", source.volume);
  add("issue", source.issue);
  add("pages", source.pages);
  add("doi", source.doi);
  add("pmid", source.pmid);
  add("url", source.url);
  add("note", source.note);
  add("verified", source.verified);
  json["citation"] = citation(source);
  return json;
}

Json to_json(const PackInfo& pack) {
  return {{"id", pack.id}, {"version", pack.version}, {"hash", pack.hash}, {"review", pack.review}};
}

Json reply_to_json(const Question& question, const Reply& reply) {
  const std::vector<std::string> words = to_words(question, reply);
  if (!reply.given()) return words.front();
  if (question.kind == Question::Kind::number) return reply.number;
  if (question.kind == Question::Kind::many) return ids(reply.options);
  return words.front();
}

Json info_to_json(const KnowledgeBase& knowledge) {
  std::size_t options = 0;
  for (const Question& question : knowledge.questions) options += question.options.size();
  const PackInfo& pack = knowledge.pack;
  return {{"id", pack.id},
          {"name", pack.title},
          {"version", pack.version},
          {"language", pack.language},
          {"hash", pack.hash},
          {"signer", pack.signer},
          {"review", pack.review},
          {"topics", knowledge.topics.size()},
          {"questions", knowledge.questions.size()},
          {"options", options},
          {"findings", knowledge.findings.size()},
          {"rules", knowledge.rules.size()},
          {"red_flags", knowledge.red_flags.size()},
          {"contradictions", knowledge.contradictions.size()},
          {"advice", knowledge.advice.size()},
          {"concepts", knowledge.concepts.size()},
          {"links", knowledge.links.size()},
          {"sources", knowledge.sources.size()},
          {"scenarios", knowledge.scenarios.size()},
          {"properties", knowledge.properties.size()}};
}

}  // namespace peyer
