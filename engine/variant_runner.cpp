#include "engine/variant_runner.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/reasoner.h"

namespace peyer {

struct VariantBook::Loaded {
  explicit Loaded(Rulebook compiled)
      : book(std::move(compiled)), index(book), reasoner(book, index), chains(reasoner.chains()) {
    for (const Formula& formula : book.formulas) standing[formula.id] = reasoner.stand(formula.id);
  }

  Rulebook book;
  RulebookIndex index;
  Reasoner reasoner;
  Chains chains;
  std::unordered_map<std::string, void*> standing;           // facts, by formula
  std::unordered_map<std::string_view, std::size_t> places;  // of variants, by symbol
  std::vector<std::string> symbols;
  std::vector<std::string> namesakes;  // the formula of each variant
  bool lent = false;
};

namespace {

std::string formula_of(const VariantItem& item) {
  struct Name {
    std::string operator()(const Question& question) const {
      return "applies/" + question.id.str();
    }

    std::string operator()(const Property&) const { return ""; }

    std::string operator()(const Rule& rule) const { return rule.id.str(); }

    std::string operator()(const RedFlag& flag) const { return flag.id.str(); }

    std::string operator()(const Contradiction& one) const { return one.id.str(); }
  };

  return std::visit(Name{}, item);
}

}  // namespace

VariantBook::VariantBook(std::shared_ptr<const KnowledgeBase> knowledge,
                         std::vector<VariantItem> items)
    : items_(std::move(items)),
      loaded_(std::make_unique<Loaded>(compile_variants(std::move(knowledge), items_))) {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    loaded_->symbols.push_back(variant_symbol(i));
    loaded_->namesakes.push_back(formula_of(items_[i]));
  }
  for (std::size_t i = 0; i < items_.size(); ++i) loaded_->places[loaded_->symbols[i]] = i;
}

VariantBook::~VariantBook() = default;

VariantRunner::VariantRunner(VariantBook& book) : book_(book) {
  if (std::exchange(book.loaded_->lent, true)) {
    throw std::logic_error("a book of variants has one environment");
  }
}

VariantRunner::~VariantRunner() {
  book_.loaded_->lent = false;
}

void VariantRunner::set(Agenda agenda) {
  book_.loaded_->reasoner.set(agenda);
}

void VariantRunner::move_to(const Answers& answers) {
  book_.loaded_->reasoner.move_to(answers);
}

std::vector<Fate> VariantRunner::fates() const {
  const VariantBook::Loaded& loaded = *book_.loaded_;
  std::vector<Fate> fates(book_.items_.size());
  const auto fate_of = [&](std::string_view symbol) -> Fate* {
    const auto place = loaded.places.find(symbol);
    return place == loaded.places.end() ? nullptr : &fates[place->second];
  };
  loaded.reasoner.read_variants(
      [&](std::string_view symbol, int rank) {
        Fate* const fate = fate_of(symbol);
        if (fate != nullptr) fate->rank = std::max(fate->rank, rank);
      },
      [&](std::string_view what, std::string_view symbol) {
        Fate* const fate = fate_of(symbol);
        if (fate == nullptr) return;
        if (what == "variant-doubt") fate->doubt = true;
        if (what == "ruled-out") fate->ruled_out = true;
        if (what == "closed") fate->closed = true;
      });
  return fates;
}

Outcome VariantRunner::outcome() {
  return book_.loaded_->reasoner.outcome(book_.loaded_->chains);
}

Outcome VariantRunner::outcome_with(std::size_t variant) {
  return while_standing(variant, [this] { return outcome(); });
}

void VariantRunner::stand_in(std::size_t variant) {
  VariantBook::Loaded& loaded = *book_.loaded_;
  void*& fact = loaded.standing.at(loaded.namesakes[variant]);
  loaded.reasoner.stand_back(fact);
  fact = loaded.reasoner.stand(loaded.symbols[variant]);
  loaded.reasoner.settle();
}

void VariantRunner::stand_back(std::size_t variant) {
  VariantBook::Loaded& loaded = *book_.loaded_;
  const std::string& namesake = loaded.namesakes[variant];
  void*& fact = loaded.standing.at(namesake);
  loaded.reasoner.stand_back(fact);
  fact = loaded.reasoner.stand(namesake);
  loaded.reasoner.settle();
}

}  // namespace peyer
