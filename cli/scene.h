// What every rendering needs: whose consultation, in which words, on which surface.
#pragma once

#include <string>

#include "cli/page.h"
#include "engine/consultation.h"
#include "engine/told_result.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

struct Scene {
  const Consultation& visit;
  const Phrases& phrases;
  Surface surface;

  const KnowledgeBase& base() const { return visit.knowledge(); }

  // A phrase that is a sign on screens and a word for screen readers: "mark.yes", "mark.yes_plain".
  std::string sign(const std::string& key) const {
    return phrases(surface.plain ? key + "_plain" : key);
  }
};

inline const Question& question_of(const Scene& scene, const QuestionId& id) {
  return *find_by_id(scene.base().questions, id);
}

// "strong – good studies in people agree".
inline std::string grade_in_words(const Scene& scene, Grade grade) {
  return scene.phrases("grade." + std::string(to_string(grade)));
}

// How urgent a level sounds: red stops the questions, yellow needs a person, green needs nobody.
inline Tone tone_of(const Level& level) {
  if (level.stops) return Tone::urgent;
  return level.person ? Tone::soon : Tone::calm;
}

}  // namespace peyer
