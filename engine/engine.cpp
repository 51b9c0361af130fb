#include "engine/engine.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>

#include "engine/reasoner.h"
#include "engine/understanding.h"
#include "knowledge/phrases/phrases.h"
#include "knowledge/wording.h"
#include "rules/compiler.h"

namespace peyer {

namespace {

// A nameless file in memory, for CLIPS's binary image, which it only reads and writes by path.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("peyer-rulebook", MFD_CLOEXEC)) {
    if (descriptor_ < 0) {
      throw ClipsError(std::string("no memory file for the rulebook's image: ") +
                       std::strerror(errno));
    }
  }

  ~MemoryFile() { close(descriptor_); }

  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

std::size_t default_environments() {
  return 2 * std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

}  // namespace

// Environments for one rulebook. `mutex_` guards `idle_` and `made_`; a reasoner that is out on
// loan is its borrower's alone.
class Engine::Pool {
 public:
  Pool(const Rulebook& book, const EngineOptions& options)
      : book_(book),
        index_(book),
        limit_(options.environments == 0 ? default_environments() : options.environments) {
    idle_.reserve(limit_);  // giving back must not fail
    auto first = std::make_unique<Reasoner>(book_, index_);
    chains_ = first->chains();
    idle_.push_back(std::move(first));
    made_ = 1;
  }

  const Chains& chains() const { return chains_; }

  // Lends the environment that is nearest to `answers`, moves it there and calls `use`. After an
  // exception the environment is thrown away: CLIPS promises nothing about its state.
  template <typename Use>
  auto with(const Answers& answers, Agenda agenda, Use use) {
    check(answers);
    Loan loan(*this, answers, agenda);
    loan.reasoner->set(agenda);
    loan.reasoner->move_to(answers);
    auto result = use(*loan.reasoner);
    loan.sound = true;
    return result;
  }

  // The same without moving: for what hangs on no answer.
  template <typename Use>
  auto with_any(Use use) {
    Loan loan(*this, Answers{}, Agenda::kept);
    auto result = use(*loan.reasoner);
    loan.sound = true;
    return result;
  }

  void forget() {
    while (std::unique_ptr<Reasoner> reasoner = take_one_with_answers()) {
      Loan loan(*this, std::move(reasoner));
      loan.reasoner->move_to({});
      loan.sound = true;
    }
  }

 private:
  // Before anything is moved: a wrong name must cost no environment.
  void check(const Answers& answers) const {
    for (const auto& [id, reply] : answers.replies) {
      const Question* question = index_.find_question(id.str());
      if (question == nullptr) throw std::invalid_argument("unknown question '" + id.str() + "'");
      if (!fits(*question, reply)) {
        throw std::invalid_argument("the reply does not fit the question '" + id.str() + "'");
      }
    }
    for (const TopicId& topic : answers.came_for) {
      const Topic* known = find_by_id(book_.knowledge->topics, topic);
      if (known == nullptr || !known->come_for) {
        throw std::invalid_argument("nobody can come for the topic '" + topic.str() + "'");
      }
    }
  }

  struct Loan {
    Loan(Pool& from, const Answers& answers, Agenda agenda)
        : pool(from), reasoner(from.take(answers, agenda)) {}

    Loan(Pool& from, std::unique_ptr<Reasoner> taken) : pool(from), reasoner(std::move(taken)) {}

    ~Loan() { pool.give_back(std::move(reasoner), sound); }

    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    Pool& pool;
    std::unique_ptr<Reasoner> reasoner;
    bool sound = false;
  };

  std::unique_ptr<Reasoner> take(const Answers& answers, Agenda agenda) {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [&] { return !idle_.empty() || made_ < limit_; });
    if (idle_.empty()) {
      ++made_;
      lock.unlock();
      try {
        return make();
      } catch (...) {
        lock.lock();
        --made_;
        returned_.notify_one();
        throw;
      }
    }
    const auto nearest = std::min_element(idle_.begin(), idle_.end(), [&](auto& a, auto& b) {
      return a->distance(answers, agenda) < b->distance(answers, agenda);
    });
    std::unique_ptr<Reasoner> reasoner = std::move(*nearest);
    idle_.erase(nearest);
    return reasoner;
  }

  // Nothing when none is idle that has any.
  std::unique_ptr<Reasoner> take_one_with_answers() {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(idle_.begin(), idle_.end(), [](const auto& one) {
      return one->distance({}, one->agenda()) > 0;
    });
    if (found == idle_.end()) return nullptr;
    std::unique_ptr<Reasoner> reasoner = std::move(*found);
    idle_.erase(found);
    return reasoner;
  }

  void give_back(std::unique_ptr<Reasoner> reasoner, bool sound) {
    const std::lock_guard lock(mutex_);
    if (sound) {
      idle_.push_back(std::move(reasoner));
    } else {
      --made_;
    }
    returned_.notify_one();
  }

  // Text is read once more for the image, then each further environment costs milliseconds.
  std::unique_ptr<Reasoner> make() {
    const std::lock_guard lock(image_mutex_);
    if (!image_) {
      auto image = std::make_unique<MemoryFile>();
      auto from_text = std::make_unique<Reasoner>(book_, index_);
      from_text->save_image(image->path());
      image_ = std::move(image);
      return from_text;
    }
    return std::make_unique<Reasoner>(book_, index_, image_->path());
  }

  const Rulebook& book_;
  RulebookIndex index_;
  std::size_t limit_;
  Chains chains_;

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Reasoner>> idle_;
  std::size_t made_ = 0;

  std::mutex image_mutex_;  // guards image_
  std::unique_ptr<MemoryFile> image_;
};

Engine::Engine(KnowledgeBase knowledge, const EngineOptions& options)
    : unworded_(std::move(knowledge)),
      locale_(options.locale),
      book_(compile(
          std::make_shared<const KnowledgeBase>(worded(unworded_, {locale_, Voice::own})))) {
  const auto make = [this, options] { return std::make_unique<Pool>(book_, options); };
  pool_ = std::async(options.in_background ? std::launch::async : std::launch::deferred, make);
  if (!options.in_background) pool_.get();
}

Engine::~Engine() = default;

const KnowledgeBase& Engine::knowledge(const Answers& answers) const {
  const PackInfo& pack = unworded_.pack;
  if (!pack.voice_question) return knowledge();
  const auto reply = answers.replies.find(pack.voice_question->value);
  if (reply == answers.replies.end()) return knowledge();
  const auto takes_other = [&](const Located<OptionId>& option) {
    const std::vector<OptionId>& chosen = reply->second.options;
    return std::find(chosen.begin(), chosen.end(), option.value) != chosen.end();
  };
  if (std::none_of(pack.other_voice.begin(), pack.other_voice.end(), takes_other)) {
    return knowledge();
  }
  std::call_once(other_voice_made_, [this] {
    other_voice_ =
        std::make_unique<const KnowledgeBase>(worded(unworded_, {locale_, Voice::other}));
  });
  return *other_voice_;
}

const Lexicon& Engine::lexicon() const {
  std::call_once(lexicon_made_,
                 [this] { lexicon_ = std::make_unique<const Lexicon>(knowledge()); });
  return *lexicon_;
}

const Understanding& Engine::understanding() const {
  std::call_once(understanding_made_, [this] {
    understanding_ = std::make_unique<const Understanding>(knowledge(), Phrases::english());
  });
  return *understanding_;
}

Outcome Engine::consult(const Answers& answers, Agenda agenda) const {
  return pool().with(answers, agenda,
                     [&](Reasoner& reasoner) { return reasoner.outcome(pool().chains()); });
}

std::vector<std::optional<Ground>> Engine::truths(const Answers& answers) const {
  return pool().with(answers, Agenda::kept, [](Reasoner& reasoner) { return reasoner.truths(); });
}

std::vector<bool> Engine::met(const Answers& answers) const {
  return pool().with(answers, Agenda::kept, [](Reasoner& reasoner) { return reasoner.met(); });
}

Observation Engine::observe(const Answers& answers, Agenda agenda) const {
  return pool().with(answers, agenda, [&](Reasoner& reasoner) {
    return Observation{reasoner.outcome(pool().chains()), reasoner.truths(), reasoner.met()};
  });
}

void Engine::forget() const {
  pool().forget();
}

std::vector<FindingId> Engine::origins_of(const FindingId& finding) const {
  std::set<FindingId> origins;
  for (const auto& [key, links] : pool().chains()) {
    if (std::get<0>(key) == finding.str()) origins.emplace(std::get<1>(key));
  }
  return {origins.begin(), origins.end()};
}

Linked Engine::linked(const std::vector<ConceptId>& from, const std::vector<ConceptId>& to) const {
  for (const auto* concepts : {&from, &to}) {
    for (const ConceptId& id : *concepts) {
      if (find_by_id(knowledge().concepts, id) != nullptr) continue;
      throw std::invalid_argument("unknown concept '" + id.str() + "'");
    }
  }
  return pool().with_any([&](Reasoner& reasoner) { return reasoner.linked(from, to); });
}

std::vector<AskedFor> Engine::asked_for(const Answers& answers, const QuestionId& question) const {
  return pool().with(answers, Agenda::kept,
                     [&](Reasoner& reasoner) { return reasoner.asked_for(question); });
}

}  // namespace peyer
