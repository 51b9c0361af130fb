#include "engine/clips_environment.h"

#include <cstring>

// Last, and nowhere else: it defines hundreds of macros (TRUE, STRING, INTEGER, LHS, …).
extern "C" {
#include <clips/clips.h>
}

namespace peyer {

namespace {

const ::fact* as_fact(const void* address) {
  return static_cast<const ::fact*>(address);
}

const field& slot_field(const void* address, int slot) {
  return as_fact(address)->theProposition.theFields[slot];
}

// Takes everything that CLIPS would print: errors are collected in the context, a string; the rest
// is swallowed, for a library does not talk on its host's streams.
int every_channel(void*, const char*) {
  return 1;
}

int collect_errors(void* environment, const char* channel, const char* text) {
  if (std::strcmp(channel, WERROR) == 0) {
    static_cast<std::string*>(GetEnvironmentRouterContext(environment))->append(text);
  }
  return 1;
}

// CLIPS's C functions take mutable pointers even where they only read.
deftemplate* find_template(void* environment, const char* name) {
  return static_cast<deftemplate*>(EnvFindDeftemplate(environment, name));
}

dataObject symbols_and_numbers(void* environment,
                               const std::vector<ClipsEnvironment::Field>& given) {
  const auto size = static_cast<long>(given.size());
  auto* const fields = static_cast<multifield*>(EnvCreateMultifield(environment, size));
  for (long i = 1; i <= size; ++i) {
    const ClipsEnvironment::Field& one = given[static_cast<std::size_t>(i) - 1];
    if (const auto* symbol = std::get_if<std::string>(&one)) {
      SetMFType(fields, i, SYMBOL);
      SetMFValue(fields, i, EnvAddSymbol(environment, symbol->c_str()));
    } else {
      SetMFType(fields, i, FLOAT);
      SetMFValue(fields, i, EnvAddDouble(environment, std::get<double>(one)));
    }
  }
  dataObject object{};
  SetType(object, MULTIFIELD);
  SetValue(object, fields);
  SetDOBegin(object, 1);
  SetDOEnd(object, size);
  return object;
}

dataObject to_clips(void* environment, const ClipsEnvironment::SlotValue& value) {
  const auto* symbol = std::get_if<std::string>(&value);
  if (symbol == nullptr) {
    return symbols_and_numbers(environment, std::get<std::vector<ClipsEnvironment::Field>>(value));
  }
  dataObject object{};
  SetType(object, SYMBOL);
  SetValue(object, EnvAddSymbol(environment, symbol->c_str()));
  return object;
}

}  // namespace

std::string_view FactView::symbol(int slot) const {
  return ValueToString(slot_field(fact_, slot).value);
}

long long FactView::integer(int slot) const {
  const field& value = slot_field(fact_, slot);
  return value.type == FLOAT ? static_cast<long long>(ValueToDouble(value.value))
                             : ValueToLong(value.value);
}

std::string_view FactView::template_name() const {
  return ValueToString(as_fact(fact_)->whichDeftemplate->header.name);
}

void ClipsEnvironment::Destroy::operator()(void* environment) const noexcept {
  DestroyEnvironment(environment);
}

ClipsEnvironment::ClipsEnvironment()
    : complaints_(std::make_unique<std::string>()), environment_(CreateEnvironment()) {
  if (!environment_) throw ClipsError("CLIPS could not create an environment: out of memory");
  EnvAddRouterWithContext(environment_.get(), "peyer", 40, every_channel, collect_errors, nullptr,
                          nullptr, nullptr, complaints_.get());
}

void ClipsEnvironment::throw_if_complained(const char* doing) {
  if (complaints_->empty()) return;
  std::string words = std::string("CLIPS, ") + doing + ": " + *complaints_;
  complaints_->clear();
  throw ClipsError(words);
}

void ClipsEnvironment::load(const std::string& constructs) {
  void* const environment = environment_.get();
  const char* const name = "rulebook";
  OpenTextSource(environment, name, constructs.c_str(), 0, constructs.size());
  EnvSetParsingFileName(environment, name);
  LoadConstructsFromLogicalName(environment, name);
  CloseStringSource(environment, name);
  throw_if_complained("reading a rulebook");
}

void ClipsEnvironment::save_image(const std::string& path) {
  if (!EnvBsave(environment_.get(), path.c_str())) {
    throw ClipsError("CLIPS could not write the rulebook's image to " + path);
  }
  throw_if_complained("writing an image");
}

void ClipsEnvironment::load_image(const std::string& path) {
  if (!EnvBload(environment_.get(), path.c_str())) {
    throw ClipsError("CLIPS could not read the rulebook's image from " + path);
  }
  throw_if_complained("reading an image");
}

void ClipsEnvironment::reset() {
  EnvReset(environment_.get());
  throw_if_complained("resetting");
}

long long ClipsEnvironment::run(long long limit) {
  void* const environment = environment_.get();
  // A run-time error leaves this set, and every later run would return at once.
  SetHaltExecution(environment, FALSE);
  SetEvaluationError(environment, FALSE);
  const long long fired = EnvRun(environment, limit);
  throw_if_complained("running");
  if (fired >= limit) throw ClipsError("CLIPS did not come to an end: the rulebook loops");
  return fired;
}

void* ClipsEnvironment::assert_fact(const char* template_name, const Slots& slots) {
  void* const environment = environment_.get();
  deftemplate* const which = find_template(environment, template_name);
  if (which == nullptr) throw ClipsError(std::string("no template ") + template_name);
  auto* const made = static_cast<::fact*>(EnvCreateFact(environment, which));
  EnvAssignFactSlotDefaults(environment, made);
  for (const auto& [slot_name, value] : slots) {
    dataObject object = to_clips(environment, value);
    if (!EnvPutFactSlot(environment, made, slot_name, &object)) {
      ReturnFact(environment, made);
      throw ClipsError(std::string("no slot ") + slot_name + " in " + template_name);
    }
  }
  void* const asserted = EnvAssert(environment, made);
  throw_if_complained("asserting a fact");
  return asserted;
}

void ClipsEnvironment::retract(void* fact) {
  // To CLIPS, no fact means every fact.
  if (fact == nullptr) throw ClipsError("no fact to retract");
  EnvRetract(environment_.get(), fact);
  throw_if_complained("retracting a fact");
}

void ClipsEnvironment::retract(FactView fact) {
  retract(const_cast<void*>(fact.address()));  // which never was const
}

int ClipsEnvironment::slot(const char* template_name, const char* slot_name) const {
  deftemplate* const which = find_template(environment_.get(), template_name);
  int number = 0;
  if (which != nullptr) {
    for (const templateSlot* slot = which->slotList; slot != nullptr; slot = slot->next, ++number) {
      if (std::strcmp(ValueToString(slot->slotName), slot_name) == 0) return number;
    }
  }
  throw ClipsError(std::string("no slot ") + slot_name + " in template " + template_name);
}

const void* ClipsEnvironment::next_fact(const char* template_name, const void* after) const {
  if (after != nullptr) return as_fact(after)->nextTemplateFact;
  deftemplate* const which = find_template(environment_.get(), template_name);
  return which == nullptr ? nullptr : which->factList;
}

std::vector<Support> ClipsEnvironment::supports_of(FactView view) {
  std::vector<Support> supports;
  const auto* link = static_cast<const dependency*>(as_fact(view.address())->factHeader.dependents);
  for (; link != nullptr; link = link->next) {
    const auto* match = static_cast<const partialMatch*>(link->dPtr);
    const defrule* rule = static_cast<const joinNode*>(match->owner)->ruleToActivate;
    Support support;
    if (rule != nullptr) support.rule = ValueToString(rule->header.name);
    for (int i = 0; i < match->bcount; ++i) {
      const alphaMatch* const alpha = match->binds[i].gm.theMatch;
      if (alpha != nullptr && alpha->matchingItem != nullptr) {
        support.facts.emplace_back(alpha->matchingItem);
      }
    }
    supports.push_back(std::move(support));
  }
  return supports;
}

std::vector<std::string> ClipsEnvironment::rules_without_full_support() const {
  std::vector<std::string> names;
  void* const environment = environment_.get();
  for (void* rule = EnvGetNextDefrule(environment, nullptr); rule != nullptr;
       rule = EnvGetNextDefrule(environment, rule)) {
    for (const auto* part = static_cast<const defrule*>(rule); part != nullptr;
         part = part->disjunct) {
      if (part->logicalJoin == nullptr || part->logicalJoin != part->lastJoin) {
        names.emplace_back(EnvGetDefruleName(environment, rule));
        break;
      }
    }
  }
  return names;
}

}  // namespace peyer
